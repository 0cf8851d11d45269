namespace AuthMesh.Admin.Controls;

/// <summary>What the control inside a field must carry.</summary>
public sealed record FieldAttributes(string Id, string? DescribedBy, bool Invalid)
{
    /// <summary>To be splatted onto the control.</summary>
    public IReadOnlyDictionary<string, object> All
    {
        get
        {
            var all = new Dictionary<string, object> { ["id"] = Id };
            if (DescribedBy is not null)
            {
                all["aria-describedby"] = DescribedBy;
            }

            if (Invalid)
            {
                all["aria-invalid"] = "true";
            }

            return all;
        }
    }
}

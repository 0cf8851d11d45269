namespace AuthMesh.Admin.Setup;

/// <summary>What the setup page asks for, as posted.</summary>
internal sealed class SetupForm
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Password { get; set; } = "";

    public string PasswordAgain { get; set; } = "";

    public string NodeName { get; set; } = "";

    public string NodeAddress { get; set; } = "";

    /// <summary>Empty to keep the mesh that this node founded at its first start.</summary>
    public string Invitation { get; set; } = "";

    /// <summary>What is wrong with it as far as the form alone tells, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors()
    {
        var errors = new Dictionary<string, string>();
        Require(nameof(Code), Code, SetupTexts.CodeMissing);
        Require(nameof(Name), Name, SetupTexts.NameMissing);
        Require(nameof(Password), Password, SetupTexts.PasswordMissing);
        Require(nameof(NodeName), NodeName, SetupTexts.NodeNameMissing);
        if (Password != PasswordAgain)
        {
            errors[nameof(PasswordAgain)] = SetupTexts.PasswordsDiffer;
        }

        if (!Uri.TryCreate(NodeAddress.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            errors[nameof(NodeAddress)] = SetupTexts.NodeAddressWrong;
        }

        return errors;

        void Require(string field, string? value, string message)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                errors[field] = message;
            }
        }
    }
}

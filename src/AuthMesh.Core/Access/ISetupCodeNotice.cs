namespace AuthMesh.Core.Access;

/// <summary>Where the setup's one-time code is shown to whoever may read this node's log and data directory.</summary>
public interface ISetupCodeNotice
{
    /// <summary>Prints the code in the log and leaves it in the data directory, readable by the owner only; replaces an earlier one.</summary>
    void Post(string code);

    /// <summary>Removes what <see cref="Post"/> left; done also when nothing is there.</summary>
    void Withdraw();
}

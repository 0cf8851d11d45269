namespace AuthMesh.Admin.SignIn;

/// <summary>What the sign-in page asks for, as posted.</summary>
internal sealed class SignInForm
{
    public string? Name { get; set; }

    public string? Password { get; set; }
}

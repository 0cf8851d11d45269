using AuthMesh.Admin.Protection;
using AuthMesh.Admin.Shell;
using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.SignIn;

/// <summary>The door: a plain form that works without a circuit.</summary>
public partial class SignInPage
{
    private string? problem;

    [Inject] private IMeshMonitor Mesh { get; set; } = null!;

    [Inject] private IAdministratorAccounts Accounts { get; set; } = null!;

    [Inject] private SignInDoor Door { get; set; } = null!;

    [Inject] private AttemptLimiter Limiter { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm] private SignInForm Form { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "return")] private string? Return { get; set; }

    private string NodeName => NodeLabel.OfSelf(Mesh.Current);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        if (!await Accounts.AnyAsync(Context.RequestAborted))
        {
            Navigation.NavigateTo("/setup");
        }
        else if (Context.User.Identity?.IsAuthenticated == true && HttpMethods.IsGet(Context.Request.Method))
        {
            Navigation.NavigateTo(ReturnPath.Safe(Return));
        }
    }

    private async Task SubmitAsync()
    {
        problem = await TryAsync();
        if (problem is null)
        {
            Navigation.NavigateTo(ReturnPath.Safe(Return));
        }
    }

    /// <summary>Null when signed in.</summary>
    private async Task<string?> TryAsync()
    {
        if (!Limiter.TryEnter(Context))
        {
            return SignInTexts.TooManyAttempts;
        }

        if (string.IsNullOrWhiteSpace(Form.Name) || string.IsNullOrEmpty(Form.Password))
        {
            return SignInTexts.Missing;
        }

        var attempt = await Door.EnterAsync(Context, Form.Name.Trim(), Form.Password);
        return attempt switch
        {
            { Succeeded: true } => null,
            { LockedOut: true } => SignInTexts.LockedOut,
            _ => SignInTexts.Wrong,
        };
    }
}

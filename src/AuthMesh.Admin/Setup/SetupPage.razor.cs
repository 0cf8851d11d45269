using AuthMesh.Admin.Protection;
using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.Setup;

/// <summary>The first page of a node's life; gone once there is an administrator.</summary>
public partial class SetupPage
{
    private SetupResult? result;
    private string? problem;

    [Inject] private IMeshMonitor Mesh { get; set; } = null!;

    [Inject] private IAdministratorAccounts Accounts { get; set; } = null!;

    [Inject] private FirstSetup Setup { get; set; } = null!;

    [Inject] private AttemptLimiter Limiter { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm] private SetupForm Form { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (await Accounts.AnyAsync(Context.RequestAborted))
        {
            Navigation.NavigateTo("/sign-in");
            return;
        }

        var self = Mesh.Current.Nodes.FirstOrDefault(node => node.IsSelf);
        Form ??= new SetupForm { NodeName = self?.Name ?? "", NodeAddress = self?.Address ?? "" };
    }

    private async Task SubmitAsync()
    {
        if (!Limiter.TryEnter(Context))
        {
            problem = SetupTexts.TooManyAttempts;
            return;
        }

        result = await Setup.RunAsync(Context, Form);
        if (result is { Done: true, JoinProblem: null })
        {
            Navigation.NavigateTo("/");
        }
        else if (!result.Done)
        {
            problem = ErrorOf("") ?? SetupTexts.FormHasErrors;
        }
    }

    private string? ErrorOf(string field) => result?.Errors.GetValueOrDefault(field);
}

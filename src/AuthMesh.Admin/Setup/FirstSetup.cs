using AuthMesh.Admin.SignIn;
using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.Setup;

/// <summary>What came of a posted setup form.</summary>
/// <param name="Done">An administrator exists now and is signed in.</param>
/// <param name="Errors">By field of the form; the empty field stands for the whole.</param>
/// <param name="JoinProblem">Done but for joining, which can be tried again under Nodes.</param>
internal sealed record SetupResult(bool Done, IReadOnlyDictionary<string, string> Errors, string? JoinProblem = null);

/// <summary>Does what the setup form asks for: first administrator, session, mesh, name and address.</summary>
/// <remarks>The administrator comes first: from then on the page is gone for everybody else. What fails after that can be done in the console.</remarks>
internal sealed class FirstSetup(IAdministratorAccounts accounts, IMeshAdministration administration, IMeshMonitor mesh, SetupCode code, ISetupCodeNotice notice, SignInDoor door)
{
    public async Task<SetupResult> RunAsync(HttpContext context, SetupForm form)
    {
        var errors = form.Errors();
        if (errors.Count > 0)
        {
            return new SetupResult(false, errors);
        }

        var check = code.Check(form.Code);
        if (check != SetupCodeCheck.Right)
        {
            return Refused(nameof(SetupForm.Code), check == SetupCodeCheck.Wait ? SetupTexts.CodeWait : SetupTexts.CodeWrong);
        }

        var name = form.Name.Trim();
        var problems = await accounts.CreateFirstAsync(name, form.Password, context.RequestAborted);
        if (problems.Count > 0)
        {
            return Refused("", string.Join(' ', problems));
        }

        notice.Withdraw();
        await door.EnterAsync(context, name, form.Password);
        return new SetupResult(true, errors, await SettleInMeshAsync(form, "admin:" + name));
    }

    /// <summary>Null when all went well. Not cancelled with the request: half of it would be worse.</summary>
    private async Task<string?> SettleInMeshAsync(SetupForm form, string actor)
    {
        if (!string.IsNullOrWhiteSpace(form.Invitation))
        {
            var joined = await administration.JoinAsync(form.Invitation.Trim(), CancellationToken.None);
            if (!joined.Succeeded)
            {
                return joined.Detail;
            }
        }

        var (nodeName, address) = (form.NodeName.Trim(), form.NodeAddress.Trim());
        var self = mesh.Current.Nodes.FirstOrDefault(node => node.IsSelf);
        if (self?.Name == nodeName && self.Address == address)
        {
            return null;
        }

        var described = await administration.DescribeSelfAsync(nodeName, address, actor, CancellationToken.None);
        return described.Succeeded ? null : described.Detail;
    }

    private static SetupResult Refused(string field, string message) => new(false, new Dictionary<string, string> { [field] = message });
}

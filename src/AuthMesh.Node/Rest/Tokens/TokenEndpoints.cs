using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Tokens;

/// <summary>The tokens of this node.</summary>
internal static class TokenEndpoints
{
    private const int MostNameLength = 64;

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").RequireScope(TokenScope.Admin);

        tokens.MapPost("", CreateAsync)
            .Describe("createToken", "Makes a token. Its text is shown in this answer and never again: only a digest is kept.")
            .TakesBody<TokenRequest>()
            .Answers<NewToken>(201).Fails(400);

        tokens.MapGet("", async (IApiTokens stored, CancellationToken cancellationToken) =>
                TypedResults.Ok((await stored.ListAsync(cancellationToken)).Select(Show).ToArray()))
            .Describe("getTokens", "All tokens made at this node, without their secrets.")
            .Answers<TokenItem[]>();

        tokens.MapDelete("/{id}", async (string id, IApiTokens stored, CancellationToken cancellationToken) =>
                await stored.RevokeAsync(id, cancellationToken) ? Results.NoContent() : ApiProblem.NotFound("unknown_token", "There is no token with this id."))
            .Describe("revokeToken", "Revokes a token at once.")
            .Answers(204).Fails(404);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, IApiTokens stored)
    {
        var (body, refused) = await JsonBody.ReadAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var errors = new RequestErrors();
            var fields = JsonFields.Of(body!.Root, "", errors);
            var (scope, name) = fields is null ? default : Read(fields);
            if (errors.Count > 0)
            {
                return errors.ToProblem();
            }

            var created = await stored.CreateAsync(scope, name, context.User.Actor(), context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new NewToken(created.Text, Show(created.Token)), statusCode: StatusCodes.Status201Created);
        }
    }

    private static (TokenScope Scope, string Name) Read(JsonFields fields)
    {
        var scope = fields.OneOf("scope", ("check", TokenScope.Check), ("read", TokenScope.Read), ("write", TokenScope.Write), ("admin", TokenScope.Admin));
        var name = fields.RequiredText("name");
        if (name.Length > MostNameLength || name.Any(char.IsControl) || name.Trim().Length != name.Length)
        {
            fields.Refuse("name", $"is no name; allowed are 1 to {MostNameLength} characters without control characters, not beginning or ending with a blank");
        }

        fields.RefuseOthers();
        return (scope, name);
    }

    private static TokenItem Show(ApiToken token) => new(token.Id, token.Name, (Client.TokenScope)token.Scope, token.CreatedBy, token.CreatedAt);
}

using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Who presented a token.</summary>
/// <param name="Actor">As the journal names them, e.g. <c>token:ci</c>.</param>
internal sealed record ApiCaller(string Actor, TokenScope Scope);

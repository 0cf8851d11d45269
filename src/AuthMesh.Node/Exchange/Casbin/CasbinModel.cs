using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>A Casbin model (PERM): what a request and a policy line consist of, the role graphs, the effect and the matcher.</summary>
/// <param name="RoleGraphs">By name (<c>g</c>, <c>g2</c>): whether its lines carry a domain.</param>
/// <param name="Matcher">When a policy line matches a request.</param>
internal sealed record CasbinModel(
    IReadOnlyList<string> RequestFields, IReadOnlyList<string> PolicyFields, IReadOnlyDictionary<string, bool> RoleGraphs, PolicyEffect Effect, Term Matcher);

/// <summary>How the lines that match lead to a decision: those of the effects that do not depend on the order of lines.</summary>
internal enum PolicyEffect
{
    /// <summary>Allow if a line allows.</summary>
    AllowOverride,

    /// <summary>Allow unless a line denies.</summary>
    DenyOverride,

    /// <summary>Allow if a line allows and none denies.</summary>
    AllowAndDeny,
}

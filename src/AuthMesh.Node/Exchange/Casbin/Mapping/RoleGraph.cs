using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>The lines of one role definition (<c>g</c>, <c>g2</c> …): who has which role, in each domain a graph of its own.</summary>
/// <remarks>
/// <para>In Casbin a role is just a name, and whoever is called like the role has it. Here a role is an entity <c>role:NAME</c>
/// (of <c>g2</c>: <c>role2:NAME</c>, with a domain <c>role:DOMAIN/NAME</c>), of which the entity of the same name is a member. So names that only stand for
/// users and things never match a role by accident, and graphs and domains do not mix.</para>
/// <para>A name of which nobody is a member is not made a role: to have it means to be it.</para>
/// </remarks>
internal sealed class RoleGraph(string name, bool hasDomain)
{
    /// <summary>Casbin follows at most so many steps from role to role.</summary>
    private const int MaxSteps = 10;

    private readonly List<PolicyLine> _lines = [];
    private readonly Dictionary<string, HashSet<string>> _rolesByDomain = [];
    private readonly HashSet<Side> _sides = [];

    public string Name => name;

    public bool HasDomain => hasDomain;

    public IReadOnlyList<PolicyLine> Lines => _lines;

    /// <summary>The sides of the request whose entities are looked up here.</summary>
    public IReadOnlySet<Side> Sides => _sides;

    /// <summary>All domains; of a graph without, one that is empty.</summary>
    public IEnumerable<string> Domains => _rolesByDomain.Keys;

    public void Add(PolicyLine line)
    {
        _lines.Add(line);
        if (!_rolesByDomain.TryGetValue(DomainOf(line), out var roles))
        {
            _rolesByDomain.Add(DomainOf(line), roles = []);
        }

        if (line.Values[0] != line.Values[1]) // everybody is himself anyway
        {
            roles.Add(line.Values[1]);
        }
    }

    /// <summary>The roles of a domain, of which somebody is a member.</summary>
    public IReadOnlyCollection<string> RolesOf(string domain) => _rolesByDomain.GetValueOrDefault(domain, []);

    public bool IsRole(string domain, string role) => _rolesByDomain.TryGetValue(domain, out var roles) && roles.Contains(role);

    /// <summary>Notes that entities of this side are looked up here.</summary>
    public void Use(Side side) => _sides.Add(side);

    /// <summary>The entity that stands for a role.</summary>
    public string EntityOf(string domain, string role) => hasDomain ? $"role{name[1..]}:{Escape(domain)}/{role}" : $"role{name[1..]}:{role}";

    /// <summary>The memberships that the lines amount to, each with the line that it comes from.</summary>
    public IEnumerable<(MembershipKey Key, PolicyLine Line)> Memberships(RequestShape shape)
    {
        var named = new HashSet<(string Domain, string Role)>();
        foreach (var line in _lines)
        {
            var (domain, member, role) = (DomainOf(line), line.Values[0], line.Values[1]);
            var parent = EntityOf(domain, role);
            if (member == role)
            {
                continue;
            }

            foreach (var type in _sides.Order().Select(shape.TypeOf))
            {
                if (named.Add((domain + '\n' + type, role)))
                {
                    yield return (Key($"{type}:{role}", parent), line);
                }

                if (!IsRole(domain, member))
                {
                    yield return (Key($"{type}:{member}", parent), line);
                }
            }

            if (IsRole(domain, member))
            {
                yield return (Key(EntityOf(domain, member), parent), line);
            }
        }
    }

    /// <summary>A line whose member is more than <see cref="MaxSteps"/> steps away from a role, which Casbin does not follow; null when there is none.</summary>
    public PolicyLine? FindTooDeep()
    {
        var parents = _lines.ToLookup(line => (DomainOf(line), line.Values[0]), line => line.Values[1]);
        foreach (var start in _lines.DistinctBy(line => (DomainOf(line), line.Values[0])))
        {
            var reached = new HashSet<string> { start.Values[0] };
            List<string> edge = [start.Values[0]];
            for (var steps = 0; edge.Count > 0; steps++)
            {
                if (steps > MaxSteps)
                {
                    return start;
                }

                edge = [.. edge.SelectMany(from => parents[(DomainOf(start), from)]).Where(reached.Add)];
            }
        }

        return null;
    }

    private string DomainOf(PolicyLine line) => hasDomain ? line.Values[2] : "";

    private static MembershipKey Key(string child, string parent) => new(new EntityRef(child), new EntityRef(parent));

    /// <summary>So that domain and role can be told apart whatever characters they have.</summary>
    private static string Escape(string domain) => domain.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}

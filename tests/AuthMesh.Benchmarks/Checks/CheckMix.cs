using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Benchmarks.Checks;

/// <summary>A list made by rule, and questions about it of which a third is to be denied.</summary>
/// <param name="Records">Made anew each time it is walked: what an index needs is measured without them.</param>
/// <param name="Questions">With the right answers, which the run checks.</param>
internal sealed record CheckMix(string Name, IEnumerable<ListRecord> Records, (AccessRequest Request, bool Expected)[] Questions)
{
    private const int QuestionCount = 1 << 14, RolesPerUser = 2;

    private static readonly string[] _actions = ["read", "write", "list", "delete"];

    /// <summary>Roles with as many rules each, one resource a rule, and users in two roles.</summary>
    public static CheckMix Roles(int roles, int rules, int users)
    {
        var rulesPerRole = rules / roles;
        return new($"{roles:N0} roles, {rules:N0} rules, {users:N0} users", Records(), Questions());

        IEnumerable<ListRecord> Records()
        {
            for (var rule = 0; rule < rules; rule++)
            {
                yield return SampleRecords.Allow($"role:{rule / rulesPerRole}", ActionOf(rule), $"doc:/files/{rule}");
            }

            for (var user = 0; user < users; user++)
            {
                for (var place = 0; place < RolesPerUser; place++)
                {
                    yield return SampleRecords.Member($"user:{user}", $"role:{RoleOf(user, place)}");
                }
            }
        }

        int RoleOf(int user, int place) => (int)(((long)user * 7919 + place * 104_729) % roles);

        (AccessRequest, bool)[] Questions() => Ask(random =>
        {
            var user = random.Next(users);
            var rule = (RoleOf(user, random.Next(RolesPerUser)) * rulesPerRole) + random.Next(rulesPerRole);
            return random.Next(3) > 0
                ? (new($"user:{user}", ActionOf(rule), $"doc:/files/{rule}"), true)
                : (new($"user:{user}", ActionOf(rule + 1), $"doc:/files/{rule}"), false);
        });
    }

    /// <summary>Each user at the bottom of nested groups, which fork and join again at each level; resources in nested folders; entries at the top.</summary>
    public static CheckMix Nested(int depth, int users)
    {
        const int trees = 100;
        return new($"{users:N0} users below {depth} levels of groups, resources below {depth} of folders", Records(), Questions());

        IEnumerable<ListRecord> Records()
        {
            for (var tree = 0; tree < trees; tree++)
            {
                yield return SampleRecords.Allow($"group:{tree}/{depth}", "read", $"folder:{tree}/{depth}");
                yield return SampleRecords.Deny($"group:{tree}/{depth}", "delete", "*");
                for (var level = 0; level < depth; level++)
                {
                    yield return SampleRecords.Member($"folder:{tree}/{level}", $"folder:{tree}/{level + 1}");
                    yield return SampleRecords.Member($"group:{tree}/{level}", $"group:{tree}/{level + 1}");
                    yield return SampleRecords.Member($"group:{tree}/{level}", $"group:{tree}/{level}/side");
                    yield return SampleRecords.Member($"group:{tree}/{level}/side", $"group:{tree}/{level + 1}");
                }
            }

            for (var user = 0; user < users; user++)
            {
                yield return SampleRecords.Member($"user:{user}", $"group:{user % trees}/0");
                yield return SampleRecords.Member($"doc:/{user}", $"folder:{user % trees}/0");
            }
        }

        (AccessRequest, bool)[] Questions() => Ask(random =>
        {
            var user = random.Next(users - trees);
            var mine = random.Next(3) > 0;
            return (new($"user:{user}", "read", $"doc:/{(mine ? user : user + 1)}"), mine);
        });
    }

    /// <summary>What a file server's list is like: prefixes of paths, groups of actions, exceptions that deny, windows.</summary>
    public static CheckMix Paths(int teams, int users)
    {
        return new($"{teams:N0} teams with prefixes, action groups, denials and windows, {users:N0} users", Records(), Questions());

        IEnumerable<ListRecord> Records()
        {
            yield return SampleRecords.Member("action:read", "action:use");
            yield return SampleRecords.Member("action:list", "action:use");
            yield return SampleRecords.Deny("*", "*", "doc:/sites/secret/*");
            for (var team = 0; team < teams; team++)
            {
                yield return SampleRecords.Allow($"group:{team}", "use", $"doc:/sites/{team}/*");
                yield return SampleRecords.Deny($"group:{team}", "delete", $"doc:/sites/{team}/archive/*");
                yield return SampleRecords.Deny($"group:{team}", "read", $"doc:/sites/{team}/sealed/*");
            }

            for (var user = 0; user < users; user++)
            {
                yield return SampleRecords.Member($"user:{user}", $"group:{user % teams}", new Window(0, long.MaxValue));
            }
        }

        (AccessRequest, bool)[] Questions() => Ask(random =>
        {
            var user = random.Next(users);
            var open = random.Next(3) > 0;
            return (new($"user:{user}", "read", $"doc:/sites/{user % teams}/{(open ? "plans" : "sealed")}/{random.Next(10_000)}.pdf"), open);
        });
    }

    /// <summary>Every entry with a condition over stored attributes, the question's own properties or memberships.</summary>
    public static CheckMix Conditions(int users)
    {
        const int documents = 10_000;
        return new($"{users:N0} users under conditions", Records(), Questions());

        IEnumerable<ListRecord> Records()
        {
            yield return SampleRecords.Allow("user:*", "read", "doc:*", "resource.properties.team == subject.properties.team && subject.properties.level >= 2");
            yield return SampleRecords.Allow("user:*", "write", "doc:*", "resource.properties.owner == subject.id && context.mfa");
            yield return SampleRecords.Deny("user:*", "write", "doc:*", "subject.in('group:suspended') || resource.properties.status == 'archived'");
            for (var document = 0; document < documents; document++)
            {
                yield return SampleRecords.Attribute($"doc:/{document}", "team", $"\"team {document % 10}\"");
                yield return SampleRecords.Attribute($"doc:/{document}", "owner", $"\"{document}\"");
                yield return SampleRecords.Attribute($"doc:/{document}", "status", "\"active\"");
            }

            for (var user = 0; user < users; user++)
            {
                yield return SampleRecords.Attribute($"user:{user}", "team", $"\"team {user % 10}\"");
                yield return SampleRecords.Attribute($"user:{user}", "level", $"{2 + (user % 3)}");
            }
        }

        (AccessRequest, bool)[] Questions()
        {
            var context = Value.FromJson("""{"mfa":true}""");
            return Ask(random =>
            {
                var user = random.Next(documents);
                var mine = random.Next(3) > 0;
                var document = mine ? user : (user + 1) % documents;
                return (new($"user:{user}", random.Next(2) == 0 ? "read" : "write", $"doc:/{document}", new RequestFacts(Value.Absent, Value.Absent, Value.Absent, context)), mine);
            });
        }
    }

    private static string ActionOf(int rule) => _actions[rule % _actions.Length];

    private static (AccessRequest, bool)[] Ask(Func<Random, (AccessRequest, bool)> question)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, QuestionCount).Select(_ => question(random))];
    }
}

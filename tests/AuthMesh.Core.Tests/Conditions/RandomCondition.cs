using AuthMesh.Core.Tests.Lists;

namespace AuthMesh.Core.Tests.Conditions;

/// <summary>Conditions as a tape makes them up. They compile; what they say is anything, and often that it cannot be told.</summary>
internal static class RandomCondition
{
    /// <summary>A leaf may be a call like <c>exists</c> too, and four of those may stand in one another.</summary>
    private const int MostDepth = 3;

    /// <summary>True or false, or not to be told.</summary>
    public static string Of(Tape tape, int depth = MostDepth)
    {
        if (depth == 0 || tape.OneIn(6))
        {
            return Atom(tape);
        }

        string Inner() => Of(tape, depth - 1);
        return tape.Next(9) switch
        {
            0 or 1 => $"({Inner()} && {Inner()})",
            2 or 3 => $"({Inner()} || {Inner()})",
            4 => $"!({Inner()})",
            5 => $"({Inner()} ? {Inner()} : {Inner()})",
            6 => $"({List(tape)}.{tape.Of("exists", "all", "exists_one")}(x, dyn(x) {tape.Of("==", "!=", "<", ">=")} {Any(tape)} {tape.Of("&&", "||")} {Inner()}))",
            7 => $"({List(tape)}.filter(x, dyn(x) != {Any(tape)}).map(x, [x]) {tape.Of("==", "!=")} {List(tape)})",
            _ => $"({Any(tape)} {tape.Of("==", "!=", "<", "<=", ">", ">=")} {Any(tape)})",
        };
    }

    private static string Atom(Tape tape) => tape.Of(
        "true", "false", "context.nothing", "context.mfa", "context.open", "context.count", "subject.properties.open == 1", "has(subject.properties.open)",
        "has(context.map.a)", "\"open\" in subject.properties", "subject.properties.open in [1, \"a\", true]", "subject.in(\"group:staff\")", "subject.in(\"group:open\")",
        "subject.properties.open.startsWith(\"a\")", "subject.properties[\"open\"] == subject.properties.role", "size(subject.properties.open) > 0",
        "subject.id.matches(\"^a(l|i)+\")", "subject.properties.open.exists(x, x == 1)", "resource.properties == {\"open\": 1}", "1 / context.zero == 1");

    /// <summary>A value of a kind that only the facts tell.</summary>
    private static string Any(Tape tape) => $"dyn({tape.Of(
        "0", "1", "-1", "9223372036854775807", "1.0", "0.5", "\"\"", "\"a\"", "true", "null", "[]", "[1]", "{\"a\": 1}", "context.count", "context.nothing", "context.nan",
        "context.list", "subject.properties.open", "subject.id", "duration(\"1s\")", "context.time", "ip(\"10.0.0.1\")", "context.count + 1", "subject.properties.open + 1",
        "subject.properties.open * 2.0", "context.text + subject.properties.open", "timestamp(subject.properties.open)", "int(subject.properties.open)", "string(subject.properties.open)")})";

    private static string List(Tape tape) => tape.Of("[]", "[1, 2]", "[1, \"a\", null]", "context.list", "context.map", "subject.properties.teams", "subject.properties.open", "[subject.properties.open]");
}

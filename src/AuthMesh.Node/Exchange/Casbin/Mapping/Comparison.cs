using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>The meaning of comparisons.</summary>
internal static class Comparison
{
    /// <exception cref="CannotMapException">The list cannot say it exactly.</exception>
    public static Formula Of(Term.Compare compare, Operand left, Operand right) => compare.Operator switch
    {
        "==" => Equal(compare.At, left, right),
        "!=" => Formula.Negation(Equal(compare.At, left, right)),
        "=~" => Functions.Regex(compare.At, left, right),
        "!~" => Formula.Negation(Functions.Regex(compare.At, left, right)),
        var order => Ordered(compare.At, order, left, right),
    };

    public static Formula Equal(Place at, Operand left, Operand right) => (left, right) switch
    {
        (Operand.Text a, Operand.Text b) => a.Value == b.Value ? Formula.True : Formula.False,
        (Operand.Literal a, Operand.Literal b) => a.Json == b.Json ? Formula.True : Formula.False,
        (Operand.Text, Operand.Literal) or (Operand.Literal, Operand.Text) => Formula.False,
        (Operand.Request a, Operand.Request b) => a.Field == b.Field ? Formula.True : new Formula.Atom(new Test.EqualFields(a.Field, b.Field), at),
        (Operand.Request a, Operand.Text b) => new Formula.Atom(new Test.Equal(a.Field, b.Value), b.At),
        (Operand.Request a, Operand.Literal b) => Compared(at, a.Field, "==", b.Json),
        _ => Equal(at, right, left),
    };

    private static Formula.Atom Ordered(Place at, string order, Operand left, Operand right) => (left, right) switch
    {
        (Operand.Request field, Operand.Literal literal) => Compared(at, field.Field, order, literal.Json),
        (Operand.Literal literal, Operand.Request field) => Compared(at, field.Field, Mirrored(order), literal.Json),
        _ => throw new CannotMapException(at, $"'{order}' is mapped between an attribute of the request and a number; texts have no order that all agree on"),
    };

    /// <summary>Requests carry texts in their fields; numbers only in the attributes of objects.</summary>
    private static Formula.Atom Compared(Place at, Field field, string order, string json) => field.Attribute is not null
        ? new Formula.Atom(new Test.Compared(field, order, json), at)
        : throw new CannotMapException(at, $"r.{field.Name} is a text in a question, and cannot be compared with {json}");

    private static string Mirrored(string order) => order.Replace('<', '\0').Replace('>', '<').Replace('\0', '>');
}

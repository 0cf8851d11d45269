namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>test ? then : otherwise</c>. Only what is chosen is evaluated.</summary>
internal sealed class ChoiceNode(Node test, Node then, Node otherwise) : Node(then.Kind == otherwise.Kind ? then.Kind : null, test, then, otherwise)
{
    public override Value Evaluate(ref EvaluationFrame frame) => test.Evaluate(ref frame).Truth switch
    {
        Truth.True => then.Evaluate(ref frame),
        Truth.False => otherwise.Evaluate(ref frame),
        _ => Value.Unknown,
    };

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        switch (test.Evaluate(ref frame).Truth)
        {
            case Truth.True: then.Doubt(ref frame, notes); break;
            case Truth.False: otherwise.Doubt(ref frame, notes); break;
            default: test.DoubtOr(ValueKind.Bool, ref frame, notes); break;
        }
    }
}

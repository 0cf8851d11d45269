using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>What a text must look like to be an operand. A literal is held to it when the condition is written.</summary>
/// <param name="Description">To be read after "must be".</param>
/// <param name="Read">Reads such a text; Unknown for any other.</param>
internal sealed record TextForm(string Description, UnaryOperation Read)
{
    public bool Fits(Value text)
    {
        var frame = EvaluationFrame.WithoutFacts();
        return !Read(text, ref frame).IsUnknown;
    }
}

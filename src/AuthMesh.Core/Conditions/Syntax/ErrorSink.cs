namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>Keeps the first error of a text. What follows a first error is mostly its consequence.</summary>
internal sealed class ErrorSink
{
    /// <summary>The first error; null while there is none.</summary>
    public ConditionError? First { get; private set; }

    /// <param name="offset">Into the source, from 0.</param>
    public void Report(string message, int offset) => First ??= new ConditionError(message, offset + 1);
}

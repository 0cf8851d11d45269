namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>A piece of a compiled condition. Immutable.</summary>
/// <param name="kind">What it evaluates to when it is not Unknown; null when only the facts tell.</param>
/// <param name="parts">The nodes directly inside.</param>
internal abstract class Node(ValueKind? kind, params ReadOnlySpan<Node> parts)
{
    private readonly Node[] _parts = parts.ToArray();

    /// <summary>What the node evaluates to when it is not Unknown; null when only the facts tell.</summary>
    public ValueKind? Kind { get; } = kind;

    /// <summary>How many nodes there are from here on: the steps of going through them once.</summary>
    public int Size { get; } = 1 + SizeOf(parts);

    /// <summary>The value, or Unknown; never Absent.</summary>
    public abstract Value Evaluate(ref EvaluationFrame frame);

    /// <summary>The member of this name, or Absent, or Unknown. To be replaced where a member can be read without the whole.</summary>
    public virtual Value Member(string name, ref EvaluationFrame frame)
    {
        var whole = Evaluate(ref frame);
        return whole.Kind == ValueKind.Map ? whole.AsMap.Find(Value.From(name)) : Value.Unknown;
    }

    /// <summary>What it reads, as a condition writes it; null for what is no plain reading.</summary>
    public virtual string? Path => null;

    /// <summary>The nodes directly inside.</summary>
    protected ReadOnlySpan<Node> Parts => _parts;

    /// <summary>Notes what makes it Unknown: what does so of its parts or, when none does, that their values are of no use to it.</summary>
    /// <remarks>For explanations, and to be asked only where <see cref="Evaluate"/> gives Unknown. It evaluates again, so no check pays for it.</remarks>
    public virtual void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        var isTold = true;
        foreach (var part in _parts)
        {
            if (part.Evaluate(ref frame).IsUnknown)
            {
                part.Doubt(ref frame, notes);
                isTold = false;
            }
        }

        foreach (var part in isTold ? _parts : [])
        {
            part.NoteUnfit(notes);
        }
    }

    /// <summary>As <see cref="Doubt"/>, where the member of this name is Unknown.</summary>
    public virtual void DoubtMember(string name, ref EvaluationFrame frame, DoubtNotes notes) => DoubtOr(default, ref frame, notes);

    /// <summary>Notes what is read here: its value can be told, and is of no use where it stands.</summary>
    public void NoteUnfit(DoubtNotes notes)
    {
        notes.Unfit(Path);
        foreach (var part in Path is null ? _parts : [])
        {
            part.NoteUnfit(notes);
        }
    }

    /// <summary>Where the node is Unknown why, else that it is unfit; nothing where it is of the kind that is fit.</summary>
    protected internal void DoubtOr(ValueKind fit, ref EvaluationFrame frame, DoubtNotes notes)
    {
        var value = Evaluate(ref frame);
        if (value.IsUnknown)
        {
            Doubt(ref frame, notes);
        }
        else if (value.Kind != fit)
        {
            NoteUnfit(notes);
        }
    }

    protected static int SizeOf(ReadOnlySpan<Node> parts)
    {
        var size = 0;
        foreach (var part in parts)
        {
            size += part.Size;
        }

        return size;
    }
}

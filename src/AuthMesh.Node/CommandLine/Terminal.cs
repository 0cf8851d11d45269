using System.Text;

namespace AuthMesh.Node.CommandLine;

/// <summary>What a command reads and writes: data on the output, everything else on the error output.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error, TextReader Input, Func<string, string?> Environment)
{
    /// <summary>This process's own.</summary>
    public static Terminal Process => new(Console.Out, Console.Error, Console.In, System.Environment.GetEnvironmentVariable) { OpenInput = Console.OpenStandardInput };

    /// <summary>The input as bytes, unread by <see cref="Input"/> before.</summary>
    public Func<Stream> OpenInput { get; init; } = () => new MemoryStream(Encoding.UTF8.GetBytes(Input.ReadToEnd()));

    /// <summary>The text itself, or for <c>-</c> the first line of the input: so a secret need not stand in the process list.</summary>
    public string TextOrInput(string text) => text == "-" ? (Input.ReadLine() ?? "").Trim() : text;
}

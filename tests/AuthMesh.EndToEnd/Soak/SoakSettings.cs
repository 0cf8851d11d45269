using System.Globalization;
using AuthMesh.Simulation.Scenarios;

namespace AuthMesh.EndToEnd.Soak;

/// <summary>Whether there shall be a soak, and how long; from the environment.</summary>
internal static class SoakSettings
{
    /// <summary>True with AUTHMESH_SOAK=1.</summary>
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("AUTHMESH_SOAK") == "1";

    /// <summary>AUTHMESH_SOAK_SECONDS, at least and by default 150; AUTHMESH_SOAK_RATE updates a second over all nodes, by default 20.</summary>
    public static SoakCourse Course { get; } = new(Math.Max(SoakCourse.Least, Read("AUTHMESH_SOAK_SECONDS", SoakCourse.Least)), Math.Max(1, Read("AUTHMESH_SOAK_RATE", 20)));

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

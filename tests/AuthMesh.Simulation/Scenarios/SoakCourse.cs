namespace AuthMesh.Simulation.Scenarios;

/// <summary>What befalls the network of a soak, stage after stage: the same for the simulation and for real processes on a real one.</summary>
/// <param name="Seconds">How long it takes in all; never less than <see cref="Least"/>, so that broken links have been dialled again by its end.</param>
/// <param name="Rate">Updates a second, over all nodes, until the last stage.</param>
public sealed record SoakCourse(int Seconds = SoakCourse.Least, int Rate = 20)
{
    /// <summary>The least seconds of a course.</summary>
    public const int Least = 150;

    /// <summary>Milliseconds of the way from one node to another: half of it on each node's cable.</summary>
    public const int Delay = 10;

    /// <summary>Share of the packets that each of the two cables on the way loses in the lossy stage.</summary>
    public const double CableLoss = 0.01;

    /// <summary>Seconds without updates at the end: a link that broke is dialled again within 30, and takes up to 5 to be noticed.</summary>
    private const int Calm = 60;

    /// <summary>The stages, each with its share of the time before the calm.</summary>
    public IReadOnlyList<SoakStage> Stages
    {
        get
        {
            var each = (Math.Max(Seconds, Least) - Calm) * 1_000 / 5;
            return
            [
                new("delayed", each, 0, SoakCut.None, each * Rate / 1_000),
                new("lossy", each, CableLoss, SoakCut.None, each * Rate / 1_000),
                new("halves", each, 0, SoakCut.Halves, each * Rate / 1_000),
                new("whole", each, 0, SoakCut.None, each * Rate / 1_000),
                new("alone", each, 0, SoakCut.Last, each * Rate / 1_000),
                new("calm", Calm * 1_000, 0, SoakCut.None, 0),
            ];
        }
    }

    /// <summary>Updates in all.</summary>
    public int Updates => Stages.Sum(s => s.Updates);
}

/// <summary>A stage of a <see cref="SoakCourse"/>.</summary>
/// <param name="Name">In a word.</param>
/// <param name="Milliseconds">How long it lasts.</param>
/// <param name="CableLoss">Share of packets that each cable loses, each way.</param>
/// <param name="Cut">Who is cut off; nobody is told, packets just vanish.</param>
/// <param name="Updates">How many are written meanwhile, spread evenly over time and nodes.</param>
public sealed record SoakStage(string Name, int Milliseconds, double CableLoss, SoakCut Cut, int Updates);

/// <summary>Who is cut off from whom.</summary>
public enum SoakCut
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The first half of the nodes from the second.</summary>
    Halves,

    /// <summary>The last node from all others.</summary>
    Last,
}

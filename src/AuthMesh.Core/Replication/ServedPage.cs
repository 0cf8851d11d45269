using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>One message of a pull that is being served.</summary>
/// <param name="Frame">As it goes over the link: what counts against the window.</param>
/// <param name="Batches">How many it carries.</param>
/// <param name="Last">How the id of the last of them begins.</param>
/// <param name="Tips">Of each writer the last batch that was asked for.</param>
internal sealed record ServedPage(byte[] Frame, int Batches, uint Last, Dot[] Tips);

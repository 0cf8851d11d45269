namespace AuthMesh.Core.Replication;

/// <summary>One message of a pull that is being served.</summary>
/// <param name="Frame">As it goes over the link: what counts against the window.</param>
/// <param name="Batches">How many it carries.</param>
internal sealed record ServedPage(byte[] Frame, int Batches);

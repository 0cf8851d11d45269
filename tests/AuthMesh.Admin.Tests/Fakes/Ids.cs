using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;

namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>Ids made from names, the same in every run.</summary>
public static class Ids
{
    public static NodeId Node(string name) => NodeId.OfPublicKey(Encoding.UTF8.GetBytes(name));

    public static Hash256 Hash(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static Writer Writer(string node) => new(Node(node), new Incarnation(1));
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Decisions;

/// <summary>Puts values into a hash, so that equal values give equal hashes: every part behind its kind and size, members in order of their names.</summary>
internal static class ValueDigest
{
    public static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    public static void Append(IncrementalHash hash, Value value)
    {
        Append(hash, (long)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Bool:
                Append(hash, value.AsBool ? 1 : 0);
                break;
            case ValueKind.Int:
                Append(hash, value.AsInt);
                break;
            case ValueKind.Double:
                Append(hash, BitConverter.DoubleToInt64Bits(value.AsDouble));
                break;
            case ValueKind.String:
                Append(hash, value.Text!);
                break;
            case ValueKind.List:
                Append(hash, value.AsList.Length);
                foreach (var item in value.AsList)
                {
                    Append(hash, item);
                }

                break;
            case ValueKind.Map:
                var members = value.Members.OrderBy(member => member.Key, StringComparer.Ordinal).ToArray();
                Append(hash, members.Length);
                foreach (var (name, member) in members)
                {
                    Append(hash, name);
                    Append(hash, member);
                }

                break;
        }
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

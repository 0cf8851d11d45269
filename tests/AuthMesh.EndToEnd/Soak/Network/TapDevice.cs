using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AuthMesh.EndToEnd.Soak.Network;

/// <summary>An Ethernet device of the kernel whose far end is this process: it reads what the kernel sends, and what it writes the kernel receives.</summary>
/// <remarks>The device goes when this is disposed of, or with the namespace that it was moved to.</remarks>
internal sealed class TapDevice : IDisposable
{
    /// <summary>TUNSETIFF, IFF_TAP and IFF_NO_PI of linux/if_tun.h.</summary>
    private const uint SetInterface = 0x400454ca;
    private const short PlainEthernet = 0x0002 | 0x1000;
    private const int NameSize = 16, RequestSize = 40;

    private readonly SafeFileHandle _handle;

    /// <summary>Makes a device of this name, at most 15 characters, in this process's namespace.</summary>
    /// <exception cref="IOException">The kernel does not let it.</exception>
    public TapDevice(string name)
    {
        _handle = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var request = new byte[RequestSize];
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(NameSize), PlainEthernet);
        if (Control(_handle, SetInterface, request) < 0)
        {
            _handle.Dispose();
            throw new IOException($"There is no making a device '{name}': error {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>Waits for a frame from the kernel; its length, or less than 1 when there will be no more.</summary>
    public int Read(byte[] frame) => (int)Read(_handle, frame, (nuint)frame.Length);

    /// <summary>Gives the kernel a frame. One that it does not take is lost, as on any wire.</summary>
    public void Write(byte[] frame) => Write(_handle, frame, (nuint)frame.Length);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint Read(SafeFileHandle file, [Out] byte[] bytes, nuint count);

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(SafeFileHandle file, byte[] bytes, nuint count);
}

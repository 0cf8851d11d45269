using System.IO.Pipelines;
using AuthMesh.Transport.Links;
using AuthMesh.Transport.Tests.Harness;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using NSubstitute;

namespace AuthMesh.Transport.Tests.Links;

public sealed class WebSocketConnectionTests
{
    private const int FrameBytes = 1000, Limit = 100_000;

    // What the pipe between socket and reader may hold besides.
    private const int Slack = 512 * 1024;

    private readonly InboundWindow _window = new(Limit);
    private readonly IInvocationBinder _anyBinder = Substitute.For<IInvocationBinder>();
    private readonly FrameHubProtocol _protocol;

    public WebSocketConnectionTests() => _protocol = new FrameHubProtocol(_window);

    [Fact]
    public async Task Nothing_is_read_while_too_much_waits_for_the_replica_and_reading_goes_on_after()
    {
        var message = _protocol.GetMessageBytes(new InvocationMessage(FrameHubProtocol.Method, [new ReadOnlyMemory<byte>(new byte[FrameBytes])])).ToArray();
        await using var connection = new WebSocketConnection(new EndlessSocket(message), _window, Patience.Limit, TimeProvider.System);

        var frames = await ReadUntilStuckAsync(connection.Transport.Input, most: (Limit + Slack) / FrameBytes);
        for (var i = 0; i < frames; i++)
        {
            _window.Leave(FrameBytes);
        }

        Assert.False((await connection.Transport.Input.ReadAsync().AsTask().WaitAsync(Patience.Limit)).Buffer.IsEmpty);
    }

    /// <summary>The number of frames that came; fails when more came than may.</summary>
    private async Task<int> ReadUntilStuckAsync(PipeReader input, int most)
    {
        var frames = 0;
        while (true)
        {
            var reading = input.ReadAsync().AsTask();
            if (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(300))) != reading)
            {
                input.CancelPendingRead();
                var rest = await reading;
                input.AdvanceTo(rest.Buffer.Start, rest.Buffer.End);
                return frames;
            }

            var buffer = (await reading).Buffer;
            while (_protocol.TryParseMessage(ref buffer, _anyBinder, out _))
            {
                frames++;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            Assert.InRange(frames, 0, most);
        }
    }
}

using System.Text.Json;
using System.Threading.Channels;
using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Problems;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Journal;

/// <summary>Serves journals as server-sent events (WHATWG HTML, §9.2).</summary>
/// <remarks>
/// A stream keeps a cursor and nothing else: news only wakes it, and what it gives is read from the journal when the client has
/// taken what came before. So a slow client costs one chunk of memory, however far it falls behind.
/// </remarks>
internal sealed class JournalStreams(
    JournalReader journal, IListMonitor lists, IOptions<ApiOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int Chunk = 16;

    /// <summary>Keeps proxies from taking a quiet stream for a dead one.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    private int _open;

    /// <summary>Streams until the client leaves or the node stops.</summary>
    public async Task<IResult> ServeAsync(HttpContext context, JournalCursor cursor)
    {
        if (Interlocked.Increment(ref _open) > options.Value.MaxStreams)
        {
            Interlocked.Decrement(ref _open);
            return new ApiProblem(
                StatusCodes.Status429TooManyRequests, "too_many_streams", $"{options.Value.MaxStreams} streams are open, which is the most.", RetryAfter: TimeSpan.FromSeconds(10));
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await StreamAsync(context.Response, cursor, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left or the node stops: a quiet end.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }

        return Results.Empty;
    }

    private async Task StreamAsync(HttpResponse response, JournalCursor cursor, CancellationToken end)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Wake(Core.Access.ListChange change)
        {
            if (change.Snapshot.List == cursor.List)
            {
                news.Writer.TryWrite(true);
            }
        }

        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";

        // Listening before reading: what is applied in between wakes the loop.
        lists.Changed += Wake;
        try
        {
            await WriteCommentAsync(response, end);
            while (true)
            {
                while (await WriteChunkAsync(response, cursor, end))
                {
                }

                if (await WaitAsync(news.Reader, end))
                {
                    news.Reader.TryRead(out _);
                }
                else
                {
                    await WriteCommentAsync(response, end);
                }
            }
        }
        finally
        {
            lists.Changed -= Wake;
        }
    }

    /// <summary>False when there was nothing.</summary>
    private async Task<bool> WriteChunkAsync(HttpResponse response, JournalCursor cursor, CancellationToken end)
    {
        var any = false;
        foreach (var batch in journal.Read(cursor, Chunk))
        {
            any = true;
            foreach (var item in batch.Items)
            {
                await WriteAsync(response, item, end);
            }
        }

        return any;
    }

    private static async Task WriteAsync(HttpResponse response, JournalItem item, CancellationToken end)
    {
        if (item.Version is not null)
        {
            await response.WriteAsync($"id: {item.Version}\n", end);
        }

        // JSON as written here has no line breaks.
        await response.WriteAsync($"data: {JsonSerializer.Serialize(item, WireJson.Options)}\n\n", end);
        await response.BodyWriter.FlushAsync(end);
    }

    private static async Task WriteCommentAsync(HttpResponse response, CancellationToken end)
    {
        await response.WriteAsync(":\n\n", end);
        await response.BodyWriter.FlushAsync(end);
    }

    /// <summary>False when it is time for a heartbeat.</summary>
    private async Task<bool> WaitAsync(ChannelReader<bool> news, CancellationToken end)
    {
        using var heartbeat = new CancellationTokenSource(_heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, heartbeat.Token);
        try
        {
            return await news.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return false;
        }
    }
}

using System.Buffers;
using AuthMesh.Node.Hosting;
using AuthMesh.Node.Rest.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace AuthMesh.Node.Rest.Requests;

/// <summary>The bytes of a request that says they are JSON in UTF-8, within the bound of all requests.</summary>
internal static class RequestBody
{
    private const string Json = "application/json";

    /// <summary>So much of a body that is too large is read and thrown away: who is still sending does not read the refusal yet, and a connection
    /// that is closed meanwhile takes it along.</summary>
    private const long MostDiscarded = 32 * 1024 * 1024;

    private static readonly TimeSpan _discardTime = TimeSpan.FromSeconds(10);

    /// <summary>The bytes, good until the caller has advanced the request's body reader past them; or why they are refused.</summary>
    /// <param name="unsupported">The status for another type than JSON.</param>
    public static async ValueTask<(ReadOnlySequence<byte> Bytes, ApiProblem? Problem)> ReadAsync(HttpContext context, int unsupported)
    {
        var request = context.Request;
        if (TypeError(request) is { } detail)
        {
            return (default, new ApiProblem(unsupported, "unsupported_media_type", detail));
        }

        if (request.ContentLength is null or > ConsoleListener.MaxRequestBody && !TryRaiseLimit(context))
        {
            return (default, ApiFailures.TooLarge);
        }

        var reader = request.BodyReader;
        while (true)
        {
            // Without the request's token, which would be made for this alone: a caller that hangs up ends the body.
            var read = await reader.ReadAsync();
            if (read.Buffer.Length > ConsoleListener.MaxRequestBody)
            {
                reader.AdvanceTo(read.Buffer.End);
                await DiscardAsync(context);
                return (default, ApiFailures.TooLarge);
            }

            if (read.IsCompleted)
            {
                return (read.Buffer, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>False for who said beforehand that it is too large, and waits to be told before sending it.</summary>
    private static bool TryRaiseLimit(HttpContext context)
    {
        if (context.Request.ContentLength is not null && context.Request.Headers.Expect.Count > 0)
        {
            return false;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostDiscarded;
        }

        return true;
    }

    private static async Task DiscardAsync(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(_discardTime);
        var reader = context.Request.BodyReader;
        try
        {
            bool completed;
            do
            {
                var read = await reader.ReadAsync(patience.Token);
                completed = read.IsCompleted;
                reader.AdvanceTo(read.Buffer.End);
            }
            while (!completed);
        }
        catch (Exception e) when (e is OperationCanceledException or BadHttpRequestException)
        {
            // It sends too slowly, or even more than that: it is answered now, whether it reads it or not.
        }
    }

    private static string? TypeError(HttpRequest request)
    {
        var type = request.ContentType;
        if (string.Equals(type, Json, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!request.HasJsonContentType() || !MediaTypeHeaderValue.TryParse(type, out var media))
        {
            return $"The body's type is '{RequestErrors.Shown(type ?? "")}'; allowed is {Json}.";
        }

        var charset = HeaderUtilities.RemoveQuotes(media.Charset);
        return charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The body's charset is '{RequestErrors.Shown(charset.ToString())}'; allowed is utf-8.";
    }
}

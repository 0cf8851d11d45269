using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Links;

/// <summary>Puts a <see cref="SilenceWatch"/> on what the hub reads from an accepted connection.</summary>
internal static class WatchedConnection
{
    public static IConnectionBuilder UseSilenceWatch(this IConnectionBuilder builder)
    {
        var limit = builder.ApplicationServices.GetRequiredService<IOptions<MeshOptions>>().Value.PeerTimeout;
        var time = builder.ApplicationServices.GetRequiredService<TimeProvider>();
        return builder.Use(next => async connection =>
        {
            using var watch = new SilenceWatch(limit, time, _ => connection.Abort());
            connection.Features.Set(watch);
            connection.Transport = new WatchedPipe(connection.Transport, watch);
            await next(connection);
        });
    }

    private sealed class WatchedPipe(IDuplexPipe inner, SilenceWatch watch) : IDuplexPipe
    {
        public PipeReader Input { get; } = new WatchedReader(inner.Input, watch);

        public PipeWriter Output => inner.Output;
    }

    private sealed class WatchedReader(PipeReader inner, SilenceWatch watch) : PipeReader
    {
        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var reading = inner.ReadAsync(cancellationToken);
            return reading.IsCompleted ? reading : ListenAsync(reading);
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<ReadResult> ListenAsync(ValueTask<ReadResult> reading)
        {
            watch.Listen();
            try
            {
                return await reading;
            }
            finally
            {
                watch.Rest();
            }
        }

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }
}

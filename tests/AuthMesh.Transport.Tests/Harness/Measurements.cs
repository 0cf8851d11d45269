using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>What one node's meters say now.</summary>
internal static class Measurements
{
    /// <summary>The sum of what an instrument measures.</summary>
    public static long Of(IServiceProvider node, string instrument)
    {
        var sum = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (published, all) =>
            {
                if (published.Name == instrument && published.Meter.Scope == node.GetRequiredService<IMeterFactory>())
                {
                    all.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => sum += value);
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }
}

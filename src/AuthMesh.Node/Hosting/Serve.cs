using AuthMesh.Core.Persistence;
using AuthMesh.Transport.Identity;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Runs a node until it is told to stop.</summary>
internal static class Serve
{
    /// <summary>Returns after an orderly shutdown (SIGTERM, SIGINT).</summary>
    /// <exception cref="RefusedStartException">The node does not start as it is configured.</exception>
    public static async Task RunAsync(
        IEnumerable<KeyValuePair<string, string?>> flags, Action<IServiceCollection>? replace = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var app = AuthMeshHost.Build(flags, replace);
            await AuthMeshHost.StartAsync(app, cancellationToken);
            app.Logger.LogInformation(
                "Node is up: console {Console}, data {Data}",
                app.Services.GetRequiredService<ConsoleListener>().Url,
                app.Services.GetRequiredService<DataDirectory>().FullPath);
            await app.WaitForShutdownAsync(cancellationToken);
            await ThrowIfBrokenAsync(app);
        }
        catch (Exception e) when (Refusal(e) is { } message)
        {
            throw new RefusedStartException(message, e);
        }
    }

    /// <summary>A part that failed has stopped the node: that is no orderly end.</summary>
    private static Task ThrowIfBrokenAsync(WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(part => part.ExecuteTask).FirstOrDefault(task => task is { IsFaulted: true })
        ?? Task.CompletedTask;

    /// <summary>What to change, in one line; null when the failure is none of the configuration's.</summary>
    private static string? Refusal(Exception failure) => failure switch
    {
        OptionsValidationException wrong => string.Join(' ', wrong.Failures),
        AggregateException several when several.InnerExceptions.All(inner => Refusal(inner) is not null) => string.Join(' ', several.InnerExceptions.Select(Refusal)),
        // A value of the wrong type: the messages name the key and the value.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => $"{failure.Message} {failure.InnerException?.Message}".TrimEnd(),
        InvalidDataException => $"The configuration cannot be read: {failure.Message} {failure.InnerException?.Message}".TrimEnd(),
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop what listens there, or choose another address with --console or --mesh.",
        NodeKeyException or StoreException => failure.Message,
        _ => null,
    };
}

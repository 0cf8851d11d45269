using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Runs a node until it is told to stop.</summary>
internal static class Serve
{
    /// <summary>Returns after an orderly shutdown (SIGTERM, SIGINT).</summary>
    /// <exception cref="RefusedStartException">The node does not start as it is configured.</exception>
    public static async Task RunAsync(IEnumerable<KeyValuePair<string, string?>> flags, Action<IServiceCollection>? replace = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var app = AuthMeshHost.Build(flags, replace);

            // All settings are looked at before anything is touched, and the directory is ours before anything in it is opened.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            var data = app.Services.GetRequiredService<DataDirectory>();
            await app.StartAsync(cancellationToken);
            app.Logger.LogInformation(
                "Node is up: console {Console}, data {Data}", app.Services.GetRequiredService<ConsoleListener>().Url, data.FullPath);
            await app.WaitForShutdownAsync(cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            throw new RefusedStartException(string.Join(' ', e.Failures), e);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            throw new RefusedStartException(string.Join(' ', e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)), e);
        }
        catch (InvalidOperationException e) when (e.Source == "Microsoft.Extensions.Configuration.Binder")
        {
            // A value of the wrong type: the message names the value and its key.
            throw new RefusedStartException($"{e.Message} {e.InnerException?.Message}".Trim(), e);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new RefusedStartException($"{e.Message} Stop what listens there, or choose another address with --console or --mesh.", e);
        }
        catch (InvalidDataException e)
        {
            throw new RefusedStartException($"The configuration cannot be read: {e.Message} {e.InnerException?.Message}".Trim(), e);
        }
    }
}

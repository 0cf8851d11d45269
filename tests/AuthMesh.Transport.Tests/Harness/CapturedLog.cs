using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>Keeps log lines, and lets a test wait for one.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _news = new(0);

    public IEnumerable<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public async Task WaitForAsync(string part)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (!_lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
        {
            await _news.WaitAsync(limit.Token);
        }
    }

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => category.StartsWith("AuthMesh", StringComparison.Ordinal) || logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log._lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
                log._news.Release();
            }
        }
    }
}

using System.Collections.Concurrent;
using AuthMesh.Core.Access;

namespace AuthMesh.Testing.Access;

/// <summary>API tokens in memory; <see cref="TokenFor"/> gives one of each scope without waiting.</summary>
public sealed class MemoryApiTokens : IApiTokens
{
    private readonly ConcurrentDictionary<string, ApiToken> _byText = new();
    private int _made;

    /// <summary>The text of a token with this scope, whose name is the scope's.</summary>
    public string TokenFor(TokenScope scope)
    {
        var name = scope.ToString().ToLowerInvariant();
        var text = $"test_{name}";
        _byText.TryAdd(text, new ApiToken($"id-{name}", name, scope, "test", DateTimeOffset.UnixEpoch));
        return text;
    }

    public Task<CreatedToken> CreateAsync(TokenScope scope, string name, string createdBy, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _made);
        var token = new ApiToken($"id-{number}", name, scope, createdBy, DateTimeOffset.UnixEpoch);
        var text = $"made_{number}_{Guid.NewGuid():N}";
        _byText[text] = token;
        return Task.FromResult(new CreatedToken(token, text));
    }

    public ApiToken? Find(string text) => _byText.GetValueOrDefault(text);

    public Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ApiToken>>([.. _byText.Values.OrderBy(token => token.Name, StringComparer.Ordinal)]);

    public Task<bool> RevokeAsync(string id, CancellationToken cancellationToken = default)
    {
        var text = _byText.FirstOrDefault(pair => pair.Value.Id == id).Key;
        return Task.FromResult(text is not null && _byText.TryRemove(text, out _));
    }
}

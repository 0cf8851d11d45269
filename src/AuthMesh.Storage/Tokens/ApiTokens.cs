using System.Collections.Immutable;
using System.Security.Cryptography;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthMesh.Storage.Tokens;

/// <summary>The tokens of this node: those made here, kept in the database, and those of the configuration. All are held in memory.</summary>
/// <remarks>
/// Tokens are looked up by the digest of the presented text. Whoever probes cannot steer a digest, so the time of the look-up tells
/// nothing about the digests that are there; the comparison that decides takes constant time all the same.
/// </remarks>
internal sealed class ApiTokens : IApiTokens, IDisposable
{
    private readonly IDbContextFactory<StorageContext> _database;
    private readonly TimeProvider _clock;
    private readonly IEntropy _entropy;
    private readonly SemaphoreSlim _oneWriter = new(1);
    private volatile ImmutableDictionary<Hash256, KnownToken> _tokens;

    public ApiTokens(IDbContextFactory<StorageContext> database, IOptions<ApiTokenOptions> options, TimeProvider clock, IEntropy entropy)
    {
        _database = database;
        _clock = clock;
        _entropy = entropy;
        _tokens = Stored().Concat(Configured(options.Value)).DistinctBy(token => token.Digest).ToImmutableDictionary(token => token.Digest);
    }

    /// <inheritdoc/>
    public ApiToken? Find(string text)
    {
        if (text.Length > TokenText.MaxLength)
        {
            return null;
        }

        var digest = TokenText.DigestOf(text);
        Span<byte> presented = stackalloc byte[Hash256.Size], held = stackalloc byte[Hash256.Size];
        if (!_tokens.TryGetValue(digest, out var known))
        {
            return null;
        }

        digest.CopyTo(presented);
        known.Digest.CopyTo(held);
        return CryptographicOperations.FixedTimeEquals(presented, held) ? known.Token : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ApiToken>>(
        [.. _tokens.Values.Select(known => known.Token).OrderBy(token => token.Name, StringComparer.Ordinal).ThenBy(token => token.Id, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public async Task<CreatedToken> CreateAsync(TokenScope scope, string name, string createdBy, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(scope) || TokenText.NameError(name) is not null)
        {
            throw new ArgumentException($"No token can have the scope {scope} and the name '{name}'.");
        }

        var (id, text) = TokenText.Make(_entropy);
        var createdAt = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var row = new TokenRow { Id = id, Name = name, Scope = scope, Digest = TokenText.DigestOf(text).ToArray(), CreatedBy = createdBy, CreatedAt = createdAt };
        var known = KnownToken.Of(row);
        await InTurnAsync(
            async context =>
            {
                context.Tokens.Add(row);
                await context.SaveChangesAsync(cancellationToken);
                _tokens = _tokens.Add(known.Digest, known);
                return true;
            },
            cancellationToken);
        return new CreatedToken(known.Token, text);
    }

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(string id, CancellationToken cancellationToken = default) => InTurnAsync(
        async context =>
        {
            if (await context.Tokens.SingleOrDefaultAsync(token => token.Id == id && token.RevokedAt == null, cancellationToken) is not { } row)
            {
                return false;
            }

            row.RevokedAt = _clock.GetUtcNow().ToUnixTimeMilliseconds();
            await context.SaveChangesAsync(cancellationToken);
            _tokens = _tokens.Remove(KnownToken.Of(row).Digest);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _oneWriter.Dispose();

    private List<KnownToken> Stored()
    {
        using var context = _database.CreateDbContext();
        return [.. context.Tokens.AsNoTracking().Where(token => token.RevokedAt == null).AsEnumerable().Select(KnownToken.Of)];
    }

    private IEnumerable<KnownToken> Configured(ApiTokenOptions options)
    {
        var now = _clock.GetUtcNow();
        return options.Tokens.Select(token => KnownToken.Of(token, now));
    }

    private async Task<bool> InTurnAsync(Func<StorageContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            await using var context = await _database.CreateDbContextAsync(cancellationToken);
            return await change(context);
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
            throw StorageFailure.Describe(e);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    private sealed record KnownToken(Hash256 Digest, ApiToken Token)
    {
        public static KnownToken Of(TokenRow row) => new(
            new Hash256(row.Digest),
            new ApiToken(row.Id, row.Name, row.Scope, row.CreatedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt)));

        /// <summary>Its id is the beginning of its digest; when it was made is not known, so it counts from this start.</summary>
        public static KnownToken Of(ConfiguredToken token, DateTimeOffset now)
        {
            var digest = new Hash256(Convert.FromHexString(token.Sha256));
            return new KnownToken(digest, new ApiToken(digest.ToString()[..12], token.Name, token.Scope, "configuration", now));
        }
    }
}

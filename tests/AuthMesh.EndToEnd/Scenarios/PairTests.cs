using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Client;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Two nodes as a load-balanced pair behind one address, with a token that both know by its digest.</summary>
public sealed class PairTests
{
    private const string Token = "a-token-that-both-know-0123456789abcdef";

    [Fact]
    public async Task One_killed_under_load_loses_no_acknowledged_write_and_checks_go_on_at_the_other()
    {
        var shared = new Dictionary<string, string>
        {
            ["AuthMesh__Api__Tokens__0__Name"] = "pair",
            ["AuthMesh__Api__Tokens__0__Scope"] = "Write",
            ["AuthMesh__Api__Tokens__0__Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token))),
        };
        await using var mesh = await TestMesh.StartAsync(
            new NodeSettings { Name = "left", Environment = shared },
            new NodeSettings { Name = "right", Environment = shared });
        await using var nginx = await NginxProcess.StartAsync([.. mesh.Nodes.Select(n => n.Console)]);
        var client = AuthMeshClient.Create(nginx.Address, Token);
        await client.WriteAsync("default", new TransactionRequest([Allow("user:probe")], WaitFor: WaitFor.All));

        var acknowledged = new ConcurrentBag<string>();
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var afterKill = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = false;
        var checks = 0;
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; !afterKill.Task.IsCompleted; i++)
            {
                var subject = $"user:{writer}-{i}";
                try
                {
                    await client.WriteAsync("default", new TransactionRequest([Allow(subject)]));
                    acknowledged.Add(subject);
                }
                catch (AuthMeshException)
                {
                    continue; // the node died with the request in its hands: not acknowledged
                }

                if (acknowledged.Count > 200)
                {
                    half.TrySetResult();
                }

                if (Volatile.Read(ref killed))
                {
                    Assert.True(await client.IsAllowedAsync(new EvaluationRequest(EvaluationEntity.Parse("user:probe"), new EvaluationAction("read"), new EvaluationEntity("doc", "x"))));
                    if (Interlocked.Increment(ref checks) > 100)
                    {
                        afterKill.TrySetResult();
                    }
                }
            }
        }).ToList();

        await half.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await mesh.Nodes[1].KillAsync();
        Volatile.Write(ref killed, true);
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromMinutes(2));

        mesh.Nodes[1] = await mesh.Nodes[1].RestartAsync();
        await mesh.ConvergedAsync();
        foreach (var node in mesh.Nodes)
        {
            var held = await node.Client.EntriesAsync("default").Select(e => e.Subject).ToHashSetAsync();
            Assert.Empty(acknowledged.Except(held));
        }
    }
}

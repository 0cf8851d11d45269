using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AuthMesh.Client;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Simulation.Nodes;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.EndToEnd.Soak;

/// <summary>The simulation's users at real nodes: each asks what a person may do, then gives or takes that right. What they were told is kept for the checkers.</summary>
internal sealed class SoakUsers : IDisposable
{
    private readonly Workload _workload = new(seed: 1);
    private readonly Lock _turn = new();
    private readonly List<NodeProcess> _nodes;
    private readonly List<HttpClient> _http;

    public SoakUsers(List<NodeProcess> nodes)
    {
        _nodes = nodes;
        _http = [.. nodes.Select(Connect)];
    }

    /// <summary>Writes that were acknowledged.</summary>
    public ConcurrentBag<Dot> Acknowledged { get; } = [];

    /// <summary>Answers with the versions that the nodes named for them.</summary>
    public ConcurrentBag<Answer> Answers { get; } = [];

    /// <summary>What was refused or failed, with the reason.</summary>
    public ConcurrentBag<string> Refusals { get; } = [];

    /// <summary>Begins so many updates, evenly over a time; returns when all were answered.</summary>
    public async Task WriteAsync(int updates, TimeSpan time)
    {
        var pending = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < updates; i++)
        {
            pending.Add(WriteAsync(node: i % _nodes.Count));
            var early = (time * (i + 1) / updates) - Stopwatch.GetElapsedTime(began);
            await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero); // a machine that is late catches up
        }

        await Task.WhenAll(pending);
    }

    /// <summary>Asks every node about every person whom an update was about.</summary>
    public async Task AskAllAsync()
    {
        foreach (var record in Answers.Select(a => a.Asked).Distinct().ToList())
        {
            await Task.WhenAll(Enumerable.Range(0, _nodes.Count).Select(node => AskAsync(node, record)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.ForEach(http => http.Dispose());

    private async Task WriteAsync(int node)
    {
        try
        {
            RecordKey record;
            lock (_turn)
            {
                record = _workload.NextRecord();
            }

            var isAllowed = Workload.PersonOf(record) is not null && await AskAsync(node, record);
            ListChange change;
            lock (_turn)
            {
                change = Change(_workload.NextChange(record, isAllowed));
            }

            var result = await _nodes[node].Client.WriteAsync("default", new TransactionRequest([change], Resolve: true));
            if (TransactionDot.TryParse(result.Dot, out var dot)) // absent when another user was faster with the same
            {
                Acknowledged.Add(dot.Batch);
            }
        }
        catch (Exception e) when (e is AuthMeshException or HttpRequestException)
        {
            Refusals.Add(e.Message);
        }
    }

    private async Task<bool> AskAsync(int node, RecordKey record)
    {
        var person = EvaluationEntity.Parse(Workload.PersonOf(record)!);
        var question = new EvaluationRequest(person, new EvaluationAction(Workload.Action), EvaluationEntity.Parse(Workload.Resource));
        using var response = await _http[node].PostAsJsonAsync("access/v1/evaluation", question, WireJson.Options);
        var isAllowed = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<EvaluationDecision>(WireJson.Options))!.Decision;
        Assert.True(VersionToken.TryParse(response.Headers.GetValues("AuthMesh-Version").Single(), out var version));
        Answers.Add(new Answer(node, record, version!, isAllowed));
        return isAllowed;
    }

    private static ListChange Change(Change change) => (change.Key, change.Operation) switch
    {
        (EntryKey key, ChangeOperation.Put) => new PutEntry((Client.Effect)key.Effect, key.Subject, key.Action, key.Resource, Note: change.Details.Note),
        (EntryKey key, _) => new RemoveEntry((Client.Effect)key.Effect, key.Subject, key.Action, key.Resource),
        (MembershipKey key, ChangeOperation.Put) => new PutMembership(key.Child.Value, key.Parent.Value, Note: change.Details.Note),
        (MembershipKey key, _) => new RemoveMembership(key.Child.Value, key.Parent.Value),
        _ => throw new NotSupportedException($"{change.Key} is not of this workload."),
    };

    private static HttpClient Connect(NodeProcess node)
    {
        var http = node.Http();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", node.Token);
        return http;
    }
}

/// <summary>What a node said about a record's person, and by which version.</summary>
internal sealed record Answer(int Node, RecordKey Asked, VersionToken Version, bool IsAllowed);

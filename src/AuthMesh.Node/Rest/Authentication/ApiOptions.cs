namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Who may use the REST API, and its limits. Section <c>AuthMesh:Api</c>.</summary>
internal sealed class ApiOptions
{
    public const string Section = "AuthMesh:Api";

    /// <summary>True lets everyone who reaches the console's listener ask for decisions (<c>/access/v1</c>) without a token. Default: false.</summary>
    public bool AnonymousChecks { get; set; }

    /// <summary>How often one address may fail to authenticate in a minute before its failures are answered with 429 and no longer logged.
    /// Lower: less noise from a misconfigured client. Higher: more clients may err behind one address. 1 to 10,000; default 30.</summary>
    public int FailedAuthenticationsPerMinute { get; set; } = 30;

    /// <summary>How long a write with <c>waitFor</c> is held before it is answered with 202. 0 to 5 minutes; default 10 s.</summary>
    public TimeSpan ReceiptWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many journal streams may be open at once; each costs a connection and a small buffer. 0 to 10,000; default 100.</summary>
    public int MaxStreams { get; set; } = 100;

    /// <summary>How many checks and searches, and how many other requests, may be under way at once; one more is answered 503 with <c>Retry-After</c> before it is read.
    /// What waits (for a version, for receipts) is counted, each with up to 1 MiB of body. Higher: more may wait. Lower: less memory when everybody asks at once. 1 to 100,000; default 1,024.</summary>
    public int MaxRequests { get; set; } = 1_024;
}

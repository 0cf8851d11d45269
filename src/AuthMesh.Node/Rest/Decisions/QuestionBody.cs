namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The body of a request of the access API.</summary>
/// <param name="Question">The question, or what several have in common.</param>
/// <param name="Items">Several questions; null or empty for one.</param>
/// <param name="StopAt">The decision after which no more items are answered; null to answer all.</param>
/// <param name="Page">Null when the request says nothing of pages.</param>
internal readonly record struct QuestionBody(AskedQuestion Question, List<AskedItem>? Items, bool? StopAt, AskedPage? Page);

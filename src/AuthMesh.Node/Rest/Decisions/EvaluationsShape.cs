using System.Text.Json;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Checks the frame around several questions.</summary>
internal static class EvaluationsShape
{
    /// <summary>The decision after which to stop; null to answer all. What is wrong is noted.</summary>
    public static bool? Read(JsonElement body, JsonElement questions, int most, RequestErrors errors)
    {
        if (questions.ValueKind != JsonValueKind.Array)
        {
            errors.Add("evaluations", "is no array");
        }
        else if (questions.GetArrayLength() > most)
        {
            errors.Add("evaluations", $"has {questions.GetArrayLength()} items; allowed are {most}");
        }

        foreach (var name in new[] { "subject", "action", "resource", "context", "options" })
        {
            if (body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Object)
            {
                errors.Add(name, "is no object");
            }
        }

        return errors.Count == 0 && body.TryGetProperty("options", out var options) ? StopAt(options, errors) : null;
    }

    private static bool? StopAt(JsonElement options, RequestErrors errors)
    {
        if (!options.TryGetProperty("evaluations_semantic", out var semantic))
        {
            return null;
        }

        if (semantic.ValueKind == JsonValueKind.String)
        {
            if (semantic.ValueEquals("execute_all"))
            {
                return null;
            }

            if (semantic.ValueEquals("deny_on_first_deny"))
            {
                return false;
            }

            if (semantic.ValueEquals("permit_on_first_permit"))
            {
                return true;
            }
        }

        errors.Add("options.evaluations_semantic", "is none of execute_all, deny_on_first_deny, permit_on_first_permit");
        return null;
    }
}

namespace AuthMesh.Core.Conditions;

/// <summary>Numbers of both kinds, side by side.</summary>
internal static class Numbers
{
    /// <summary>-1, 0 or 1 by mathematical value, without rounding; null when one is not a number (NaN), which is neither less, equal nor greater.</summary>
    public static int? Compare(Value left, Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => left.AsInt.CompareTo(right.AsInt),
        (ValueKind.Double, ValueKind.Double) => Compare(left.AsDouble, right.AsDouble),
        (ValueKind.Int, _) => Compare(left.AsInt, right.AsDouble),
        _ => -Compare(right.AsInt, left.AsDouble),
    };

    /// <summary>The int that the number equals; null when there is none.</summary>
    public static long? WholeOf(Value number)
    {
        if (number.Kind == ValueKind.Int)
        {
            return number.AsInt;
        }

        var value = number.AsDouble;
        return double.IsInteger(value) && value is >= long.MinValue and < -(double)long.MinValue ? (long)value : null;
    }

    private static int? Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static int? Compare(long left, double right)
    {
        if (double.IsNaN(right))
        {
            return null;
        }

        if (right >= -(double)long.MinValue)
        {
            return -1;
        }

        if (right < long.MinValue)
        {
            return 1;
        }

        // Now the whole part of the double fits, and only where it equals the int does the fraction count.
        var whole = Math.Truncate(right);
        var byWhole = left.CompareTo((long)whole);
        return byWhole != 0 ? byWhole : whole.CompareTo(right);
    }
}

Console.WriteLine("No scenario yet.");

using System.CommandLine;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Completing;

/// <summary><c>headroom completion</c>: a script that makes a shell ask this program for what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _headroom() {
          local IFS=$'\n' line=${COMP_LINE#* }
          local at=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
          COMPREPLY=($(compgen -W "$(headroom "[suggest:$at]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _headroom headroom
        """;

    private const string Zsh = """
        #compdef headroom
        _headroom() {
          local -a found
          local line=${BUFFER#* }
          found=("${(@f)$(headroom "[suggest:$((CURSOR - $#BUFFER + $#line))]" "$line" 2>/dev/null)}")
          compadd -a found
        }
        compdef _headroom headroom
        """;

    private const string Fish = """
        function __headroom
          set -l line (commandline -cp | string replace -r '^\S+\s*' '')
          headroom "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -f -c headroom -a '(__headroom)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        var command = new Command("completion", "Prints completion for a shell: source <(headroom completion bash)") { shell };
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            _ => Console.Out.WriteLineAsync(Script(result.GetValue(shell) ?? "")), ct));
        return command;
    }

    /// <exception cref="OptionException">Another shell.</exception>
    internal static string Script(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw OptionException.Of("shell", shell, "bash, zsh or fish"),
    };
}

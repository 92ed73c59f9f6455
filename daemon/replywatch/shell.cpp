#include "shell.hpp"

#include "answers.hpp"
#include "config/nearest.hpp"
#include "net/loop.hpp"
#include "table.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <vector>

namespace rw::cli {
namespace {

namespace fs = std::filesystem;

/// One command, by its words, and what may follow it.
struct Words {
    std::string path;  ///< `notify test`; empty for the program itself
    std::vector<std::string> commands;
    std::vector<std::string> options;
};

std::vector<std::string> options_of(CLI::App const& command) {
    std::vector<std::string> names;
    for (auto const* option : command.get_options()) {
        for (auto const& name : option->get_lnames())
            names.push_back("--" + name);
    }
    return names;
}

void collect(CLI::App const& command, std::string const& path, std::vector<std::string> const& common,
             std::vector<Words>& all) {
    Words words{path, {}, options_of(command)};
    if (!path.empty()) words.options.insert(words.options.end(), common.begin(), common.end());
    std::ranges::sort(words.options);
    words.options.erase(std::ranges::unique(words.options).begin(), words.options.end());
    for (auto const* sub : command.get_subcommands({})) {
        words.commands.push_back(sub->get_name());
        collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), common, all);
    }
    all.push_back(std::move(words));
}

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

/// `case` branches: what may come after each command.
std::string branches(std::vector<Words> const& all) {
    std::string text;
    for (auto const& one : all) {
        auto words = one.commands;
        words.insert(words.end(), one.options.begin(), one.options.end());
        text += "        '" + one.path + "') words='" + joined(words) + "' ;;\n";
    }
    return text;
}

/// The command's own words among those typed: options, their values and the last word are none of them.
constexpr auto find_path = R"(    local path= word
    for word in "${typed[@]}"; do
        case "$path $word" in
)";

std::string known_paths(std::vector<Words> const& all) {
    std::string text;
    for (auto const& one : all) {
        if (one.path.empty()) continue;
        auto const space = one.path.rfind(' ');
        auto const before = space == one.path.npos ? std::string{} : one.path.substr(0, space);
        auto const last = space == one.path.npos ? one.path : one.path.substr(space + 1);
        text += "            '" + before + " " + last + "') path='" + one.path + "' ;;\n";
    }
    return text + "        esac\n    done\n    local words=\n    case \"$path\" in\n";
}

std::string for_bash(std::vector<Words> const& all) {
    return "# bash completion of replywatch\n_replywatch() {\n"
           "    local typed=(\"${COMP_WORDS[@]:1:COMP_CWORD-1}\")\n" +
           (find_path + known_paths(all)) + branches(all) +
           "    esac\n    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
           "complete -o default -F _replywatch replywatch\n";
}

std::string for_zsh(std::vector<Words> const& all) {
    return "#compdef replywatch\n_replywatch() {\n    local -a typed\n"
           "    typed=(\"${(@)words[2,CURRENT-1]}\")\n" +
           (find_path + known_paths(all)) + branches(all) +
           "    esac\n    compadd -- ${=words}\n}\n"
           "if [ \"$funcstack[1]\" = _replywatch ]; then _replywatch; else compdef _replywatch replywatch; "
           "fi\n";
}

std::string for_fish(std::vector<Words> const& all) {
    std::string text = "# fish completion of replywatch\ncomplete -c replywatch -f\n";
    for (auto const& one : all) {
        std::string when = one.path.empty() ? "__fish_use_subcommand" : "";
        for (std::size_t at = 0; at < one.path.size();) {
            auto const end = std::min(one.path.find(' ', at), one.path.size());
            when += (when.empty() ? "" : "; and ") + std::string{"__fish_seen_subcommand_from "} +
                    one.path.substr(at, end - at);
            at = end + 1;
        }
        if (!one.commands.empty())
            text += "complete -c replywatch -n '" + when + "' -a '" + joined(one.commands) + "'\n";
        for (auto const& option : one.options)
            text += "complete -c replywatch -n '" + when + "' -l " + option.substr(2) + "\n";
    }
    return text;
}

/// Whether `word` is an option after which a value stands.
bool takes_value(CLI::App const& cli, CLI::App const& command, std::string const& word) {
    if (!word.starts_with('-')) return false;
    for (auto const* where : {&command, &cli}) {
        if (auto const* option = where->get_option_no_throw(word))
            return option->get_items_expected_max() > 0;
    }
    return false;
}

net::Task<void> pause_for(net::Loop& loop, Span span) {
    auto const clock = net::make_real_clock();
    co_await clock->sleep(span);
    loop.stop();
}

}  // namespace

std::string completion(CLI::App const& cli, std::string const& shell) {
    std::vector<Words> all;
    collect(cli, "", options_of(cli), all);
    auto text = shell == "bash" ? for_bash(all) : shell == "zsh" ? for_zsh(all) : for_fish(all);
    return text;
}

std::string nearest_command(CLI::App const& cli, int count, char const* const* words) {
    auto const* at = &cli;
    for (int i = 1; i < count; ++i) {
        std::string const word = words[i];
        if (word.starts_with('-')) continue;
        auto const subs = at->get_subcommands({});
        if (subs.empty()) return {};
        std::vector<std::string> names;
        CLI::App const* next = nullptr;
        for (auto const* sub : subs) {
            names.push_back(sub->get_name());
            if (sub->get_name() == word) next = sub;
        }
        if (!next && i > 1 && takes_value(cli, *at, words[i - 1])) continue;
        if (!next)
            return "there is no command `" + word + "`: did you mean `" + config::nearest(word, names) + "`?";
        at = next;
    }
    return {};
}

int watch(int seconds, std::function<int()> const& act) {
    bool const clean = terminal_width() > 0;
    int result = good;
    bool interrupted = false;
    while (!interrupted) {
        if (clean) std::cout << "\033[H\033[2J";
        result = act();
        std::cout.flush();
        net::Loop loop;
        loop.on_signals({SIGINT}, [&](int) {
            interrupted = true;
            loop.stop();
        });
        loop.spawn("pause", pause_for(loop, std::chrono::seconds{seconds}));
        loop.run();
    }
    return result;
}

int demo(std::string const& program) {
    std::error_code unknown;
    auto const here = fs::canonical("/proc/self/exe", unknown).parent_path();
    // Installed: bin/ and share/replywatch/demo/. Built: build/PRESET/daemon/replywatch/ in the source tree.
    fs::path const installed = here.parent_path() / "share/replywatch/demo/run";
    fs::path const built = here.parent_path().parent_path();
    fs::path const source = built.parent_path().parent_path() / "config/demo/run";
    bool const is_installed = fs::exists(installed);
    auto const script = is_installed ? installed : source;
    if (!fs::exists(script)) {
        std::cerr << program << ": there is no demo at " << installed.string() << " or " << source.string()
                  << "\n";
        return impossible;
    }
    auto const where = is_installed ? here.string() : built.string();
    execl(script.c_str(), script.c_str(), where.c_str(), nullptr);
    std::cerr << program << ": cannot start " << script.string() << "\n";
    return impossible;
}

}  // namespace rw::cli

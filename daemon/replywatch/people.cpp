#include "people.hpp"

#include "answers.hpp"
#include "core/json.hpp"
#include "net/loop.hpp"
#include "talk.hpp"
#include "until.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

namespace rw::cli {
namespace {

TimePoint now() {
    return net::make_real_clock()->now();
}

/// A JSON object of texts.
std::string body_of(std::vector<std::pair<std::string_view, std::string>> const& fields) {
    Json body;
    body.object();
    for (auto const& [name, text] : fields)
        body.field(name, text);
    body.end_object();
    return body.text();
}

/// Does `what` (`claim`, `close`, …), and says so with what `fill` adds.
int done(Options const& options, std::string const& what, std::string const& body, Fill fill = {}) {
    auto const answer = asked(options, "POST", conversation_path(options.id, "/" + what), body);
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    auto const* const member = what == "pause" ? "paused_until" : "claimed_until";
    fill.emplace_back("id", options.id);
    fill.emplace_back("until", until_words(options.language, answer->document, member, now()));
    std::cout << say(options.language, "done." + what, fill) << "\n";
    return good;
}

}  // namespace

int claim(Options const& options) {
    return done(options, "claim", "{}");
}
int release(Options const& options) {
    return done(options, "release", "{}");
}
int assign(Options const& options) {
    return done(options, "assign", body_of({{"to", options.to}}), {{"name", options.to}});
}
int close(Options const& options) {
    return done(options, "close", body_of({{"outcome", options.outcome}}));
}
int reopen(Options const& options) {
    return done(options, "reopen", "{}");
}
int resume(Options const& options) {
    return done(options, "resume", "{}");
}
int answered_in_private(Options const& options) {
    return done(options, "private", "{}");
}
int judged_wrong(Options const& options) {
    bool const ours = !options.reply.empty();
    auto const body = ours ? body_of({{"label", options.label}, {"reply", options.reply}})
                           : body_of({{"label", options.label}});
    auto const name = word(options.language, ours ? "said" : "label", options.label);
    return done(options, "wrong", body, {{"label", name}});
}

int pause(Options const& options) {
    auto const until = until_of(options.until, now());
    if (!until) {
        std::cerr << "replywatch: " << until.error().doing << "\n";
        return impossible;
    }
    return done(options, "pause", body_of({{"until", to_rfc3339(*until)}, {"reason", options.reason}}));
}

int cover(Options const& options) {
    int code = good;
    Json out;
    out.object().key("items").array();
    std::vector<std::pair<std::string, std::string>> refused;
    auto const body = body_of({{"statement", options.statement}});
    for (auto const& id : options.ids) {
        auto const answer = reached(options, "POST", conversation_path(id, "/cover"), body);
        if (!answer) return impossible;
        auto const why = refusal(*answer);
        if (!why.empty()) {
            std::cerr << "replywatch: " << id << ": " << why << "\n";
            refused.emplace_back(id, why);
            code = impossible;
            continue;
        }
        out.raw(answer->body);
        if (!options.json) std::cout << say(options.language, "done.cover", {{"id", id}}) << "\n";
    }
    if (!options.json) return code;
    out.end_array().key("refused").array();
    for (auto const& [id, why] : refused)
        out.object().field("id", id).field("detail", why).end_object();
    out.end_array().end_object();
    std::cout << out.text() << "\n";
    return code;
}

namespace {

/// Asks for one fan after the other until one is ours.
class Taker {
public:
    explicit Taker(Options const& options) : options_{options} {}

    int take() {
        for (auto const turn : {Turn::risk, Turn::aged, Turn::any}) {
            if (auto const code = take(turn)) return *code;
        }
        std::cout << (options_.json ? "null" : say(options_.language, "next.nobody")) << "\n";
        return attention;
    }

private:
    /// Whose turn it is: risks that are late, then whoever has waited half again as long as he may, however
    /// noble those who came later (A14), then the queue as it stands.
    enum class Turn { risk, aged, any };

    static bool has_turn(Value const& talk, Turn turn) {
        bool const free = is_null(talk, "claimed_by") && is_null(talk, "paused_until");
        auto const kind = text(talk, "class");
        switch (turn) {
            case Turn::risk:
                return free && text(talk, "level") == "red" &&
                       (kind == "safety" || kind == "legal" || kind == "media");
            case Turn::aged: return free && text(talk, "aged") == "yes";
            case Turn::any: return free;
        }
        return false;
    }

    std::optional<int> take(Turn turn) {
        std::string cursor;
        do {
            auto const page =
                asked(options_, "GET",
                      "/api/v1/conversations" + query({{"state", "waiting"},
                                                       {"account", options_.account},
                                                       {"level", turn == Turn::risk ? "red" : ""},
                                                       {"aged", turn == Turn::aged ? "true" : ""},
                                                       {"limit", "200"},
                                                       {"cursor", cursor}}));
            if (!page) return impossible;
            std::vector<std::pair<std::string, std::string>> offered;  // when it is due, and its id
            for (auto const& talk : items(*page).GetArray()) {
                if (has_turn(talk, turn)) offered.emplace_back(text(talk, "due_at"), text(talk, "id"));
            }
            if (turn == Turn::aged) std::ranges::sort(offered);
            for (auto const& [due, id] : offered) {
                if (auto const code = claim(id)) return code;
            }
            cursor = text(page->document, "next_cursor");
        } while (!cursor.empty());
        return std::nullopt;
    }

    /// The exit code when that was the end of it; nothing when somebody was faster.
    std::optional<int> claim(std::string const& id) {
        auto const answer = reached(options_, "POST", conversation_path(id, "/claim"), "{}");
        if (!answer) return impossible;
        auto const why = refusal(*answer);
        if (why.empty()) {
            std::cout << (options_.json ? answer->body + "\n"
                                        : in_full(options_.language, answer->document, now()));
            return good;
        }
        bool const taken = answer->status == 409 || answer->status == 404;
        if (!taken) {
            std::cerr << "replywatch: " << id << ": " << why << "\n";
            return impossible;
        }
        std::cerr << say(options_.language, "next.faster", {{"id", id}, {"detail", why}}) << "\n";
        return ++tries_ == most_tries ? std::optional{impossible} : std::nullopt;
    }

    Options const& options_;
    int tries_ = 0;
};

}  // namespace

int next(Options const& options) {
    return Taker{options}.take();
}

}  // namespace rw::cli

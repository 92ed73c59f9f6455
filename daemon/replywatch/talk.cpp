#include "talk.hpp"

#include "answers.hpp"
#include "care/events.hpp"
#include "core/text.hpp"
#include "table.hpp"
#include "until.hpp"

#include <vector>

namespace rw::cli {
namespace {

bool is_true(Value const& object, char const* name) {
    return text(object, name) == "yes";
}

std::string moment(Value const& object, char const* name, TimePoint now) {
    auto const at = from_rfc3339(text(object, name));
    return at ? clock_words(*at, now) : "";
}

/// A member that is a list; nothing where there is none.
std::vector<Value const*> list(Value const& object, char const* name) {
    std::vector<Value const*> all;
    if (!object.IsObject() || !object.HasMember(name) || !object[name].IsArray()) return all;
    for (auto const& one : object[name].GetArray())
        all.push_back(&one);
    return all;
}

/// A member that is an object; else null.
Value const& part(Value const& object, char const* name) {
    static Value const nothing;
    bool const there = object.IsObject() && object.HasMember(name) && object[name].IsObject();
    return there ? object[name] : nothing;
}

/// Lines and paragraphs of what is true of one conversation.
class Page {
public:
    Page(Language language, Value const& talk, TimePoint now)
        : language_{language}, talk_{talk}, now_{now}, waiting_{text(talk, "state") == "waiting"} {}

    std::string write() {
        write_head();
        write_clock();
        write_hold();
        write_answer();
        write_promises();
        write_reaction();
        line(text(talk_, "url"));
        line("");
        for (auto const* entry : list(talk_, "timeline"))
            write_entry(*entry);
        return std::move(out_);
    }

private:
    std::string say(std::string_view name, Fill const& fill = {}) const {
        return cli::say(language_, name, fill);
    }
    void line(std::string const& words) { out_ += harmless(words) + "\n"; }
    void line_if(bool yes, std::string_view name, Fill const& fill = {}) {
        if (yes) line(say(name, fill));
    }

    void write_head() {
        auto const& fan = part(talk_, "fan");
        auto const count = number(fan, "followers");
        bool const known = !is_null(fan, "followers");
        auto const followers = known ? say("head.followers", {{"count", count_words(language_, count)}}) : "";
        auto const who = say("head.who", {{"fan", fan_of(talk_)},
                                          {"tier", word(language_, "tier", text(fan, "tier"))},
                                          {"followers", followers}});
        line("【" + word(language_, "level", text(talk_, "level")) + "】" +
             word(language_, "class", text(talk_, "class")) + "  " + who + "  " +
             word(language_, "state", text(talk_, "state")));
    }

    void write_clock() {
        auto const waited = wait_words(language_, number(talk_, "waited_s"));
        auto words = say(waiting_ ? "head.waited" : "head.took", {{"span", waited}});
        auto const left = left_in_words(language_, talk_);
        if (!left.empty()) words += " · " + left;
        if (number(talk_, "prods") > 0) words += " · " + say("head.prods", {{"count", text(talk_, "prods")}});
        line(words);
        line_if(is_true(talk_, "aged"), "head.aged");
        line_if(waiting_ && !is_true(talk_, "observed"), "head.unobserved");
    }

    void write_hold() {
        auto const name = text(talk_, "claimed_by");
        if (name.empty()) {
            line_if(waiting_, "head.free");
        } else {
            auto const by = text(talk_, "assigned_by");
            line(say("head.held",
                     {{"name", name}, {"until", until_words(language_, talk_, "claimed_until", now_)}}) +
                 (by.empty() ? "" : say("head.assigned", {{"name", by}})));
        }
        line_if(!is_null(talk_, "paused_until"), "head.paused",
                {{"name", text(talk_, "paused_by")},
                 {"until", until_words(language_, talk_, "paused_until", now_)},
                 {"reason", text(talk_, "pause_reason")}});
        line_if(waiting_ && is_true(talk_, "moved_to_private"), "head.private");
        line_if(is_true(talk_, "probably_answered"), "head.probably");
        line_if(is_true(talk_, "edited_after_answer"), "head.edited");
    }

    void write_answer() {
        auto const& author = part(talk_, "answered_as");
        auto const name = text(author, "name");
        line_if(author.IsObject() && !waiting_, "head.answered",
                {{"name", name.empty() ? say("head.somebody") : name},
                 {"by", word(language_, "by", text(author, "by"))},
                 {"time", moment(talk_, "answered_at", now_)}});
        line_if(!waiting_ && is_true(talk_, "early"), "head.early");
        auto const outcome = text(talk_, "outcome");
        line_if(!outcome.empty() && !waiting_, "head.outcome",
                {{"outcome", word(language_, "outcome", outcome)}});
        line_if(!is_null(talk_, "statement"), "head.statement", {{"statement", text(talk_, "statement")}});
    }

    void write_promises() {
        for (auto const* promise : list(talk_, "promises")) {
            line(say(is_true(*promise, "broken") ? "head.broken" : "head.promise",
                     {{"time", moment(*promise, "due_at", now_)}}));
        }
    }

    void write_reaction() {
        auto const& reaction = part(talk_, "reaction");
        if (!reaction.IsObject()) return;
        auto const critical = number(reaction, "critical");
        line(say("head.reaction", {{"count", text(reaction, "comments")}}) +
             (critical > 0 ? say("head.critical",
                                 {{"count", text(reaction, "critical")}, {"text", text(reaction, "text")}})
                           : ""));
    }

    /// The reply that an entry tells of; null where it tells of something else.
    Value const& reply_of(Value const& entry) const {
        static Value const nothing;
        auto const what = text(entry, "what");
        if (what != "replied" && what != "auto_replied") return nothing;
        auto const id = text(entry, "of");
        for (auto const* reply : list(talk_, "replies")) {
            if (!id.empty() && text(*reply, "id") == id) return *reply;
        }
        return nothing;
    }

    /// What was found out about a reply: who wrote it, and whether it counts.
    std::string notes_on(Value const& reply) const {
        std::string notes;
        auto const& author = part(reply, "answered_as");
        bool const named = !text(author, "name").empty();
        auto const by = word(language_, "by", text(author, "by"));
        if (named) notes += say("note.answered", {{"by", by}});
        if (is_true(reply, "misdirected")) notes += say("note.misdirected");
        auto const& match = part(reply, "match");
        if (match.IsObject() && real(match, "confidence") < care::sure) notes += say("note.probably");
        if (is_true(reply, "deleted")) notes += say("note.deleted");
        return notes;
    }

    std::string actor_of(Value const& entry, Value const& reply) const {
        if (!reply.IsObject()) return text(entry, "actor");
        auto const name = text(part(reply, "answered_as"), "name");
        return name.empty() ? say("brand", {{"uid", text(reply, "uid")}}) : name;
    }

    void write_entry(Value const& entry) {
        auto const what = text(entry, "what");
        auto const& reply = reply_of(entry);
        auto words = text(entry, "text");
        if (what == "closed") words = word(language_, "outcome", words);
        if (what == "reclassified") words = word(language_, "label", words);
        if (what == "rejudged") words = word(language_, "said", words);
        auto const said = say(what, {{"text", words},
                                     {"actor", actor_of(entry, reply)},
                                     {"until", until_words(language_, entry, "until", now_)},
                                     {"because", word(language_, "auto", text(reply, "auto_because"))},
                                     {"notes", notes_on(reply)}});
        if (said.empty()) return;
        auto const at = moment(entry, "at", now_);
        line(at + std::string(columns(at) < stamp ? stamp - columns(at) : 0, ' ') + "  " + said);
    }

    static constexpr std::size_t stamp = 11;  ///< columns of `11-27 18:00`

    Language language_;
    Value const& talk_;
    TimePoint now_;
    bool waiting_;
    std::string out_;
};

}  // namespace

std::string fan_of(Value const& talk) {
    auto const& fan = part(talk, "fan");
    auto const name = text(fan, "name");
    return name.empty() ? text(fan, "uid") : "@" + name;
}

std::string left_in_words(Language language, Value const& talk) {
    auto const due = from_rfc3339(text(talk, "due_at"));
    auto const since = from_rfc3339(text(talk, "waiting_since"));
    if (!due || !since) return "";
    auto const left = *due - *since - std::chrono::seconds{number(talk, "waited_s")};
    auto const seconds = std::chrono::floor<std::chrono::seconds>(left < Span{0} ? -left : left).count();
    return say(language, left < Span{0} ? "head.over" : "head.left",
               {{"span", wait_words(language, seconds)}});
}

std::string until_words(Language language, Value const& of, char const* member, TimePoint now) {
    auto const time = moment(of, member, now);
    return time.empty() ? "" : say(language, "until", {{"time", time}});
}

std::string marks_of(Language language, Value const& talk, TimePoint now) {
    std::string marks;
    auto const mark = [&](bool yes, std::string_view name, Fill const& fill = {}) {
        if (yes) marks += (marks.empty() ? "" : " ") + say(language, name, fill);
    };
    mark(!is_null(talk, "paused_until"), "mark.paused", {{"time", moment(talk, "paused_until", now)}});
    mark(is_true(talk, "probably_answered"), "mark.probably");
    mark(is_true(talk, "moved_to_private"), "mark.private");
    mark(is_true(talk, "aged"), "mark.aged");
    for (auto const* promise : list(talk, "promises")) {
        if (!is_true(*promise, "broken")) continue;
        mark(true, "mark.promise");
        break;
    }
    return marks;
}

std::string in_full(Language language, Value const& talk, TimePoint now) {
    return Page{language, talk, now}.write();
}

}  // namespace rw::cli

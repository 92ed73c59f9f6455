// Messages and replies, each with what was found out about it since.
#include "app/present_parts.hpp"
#include "care/corrected.hpp"
#include "care/walk.hpp"
#include "tone/verdict_json.hpp"

namespace rw::app {

using namespace care;

Items::Items(Conversation const& talk, Standing const& standing, Policy const& policy)
    : events{talk.events}, gone{withdrawn_items(talk)}, quick{standing.quick.begin(), standing.quick.end()} {
    for (auto const& event : events) {
        if (auto const* wrong = std::get_if<Misdirected>(&event.what)) misdirected.insert(wrong->id);
        if (auto const* edited = std::get_if<Edited>(&event.what)) newest[edited->id] = edited;
        if (auto const* said = std::get_if<Reclassified>(&event.what)) corrected[said->id] = said->label;
    }
    Walk const walk{talk, policy};
    for (auto const& past : walk.past()) {
        if (past.reply != nullptr) authors[past.reply->id] = past.author;
    }
}

Automatic Items::automatic(Replied const& reply) const {
    bool const too_quick = reply.automatic == Automatic::no && quick.contains(reply.id);
    return too_quick ? Automatic::quick : reply.automatic;
}

void write_text_or_null(Json& out, std::string_view name, std::string const& text) {
    out.key(name);
    text.empty() ? out.null() : out.value(std::string_view{text});
}

void write_labels(Json& out, tone::FanVerdict const& verdict) {
    out.key("labels").array();
    for (auto const label : verdict.labels())
        out.value(tone::to_text(label));
    out.end_array();
    out.field("risk", verdict.risk);
}

void write_verdict(Json& out, Replied const& reply, tone::ReplyVerdict const& verdict) {
    out.key("labels").array();
    for (auto const label : verdict.labels())
        out.value(tone::to_text(label));
    out.end_array().field("severity", verdict.severity).field("misstep", verdict.misstep);
    tone::write_reasons(out, verdict.reasons, reply.text);
}

void write_author(Json& out, std::string_view name, Author const& author) {
    out.key(name).object();
    write_text_or_null(out, "name", author.name);
    out.field("by", to_text(author.by)).end_object();
}

void write_messages(Json& out, Items const& items) {
    out.key("messages").array();
    for (auto const& event : items.events) {
        auto const* asked = std::get_if<Asked>(&event.what);
        if (!asked) continue;
        auto const edited = items.newest.find(asked->id);
        bool const is_edited = edited != items.newest.end();
        out.object().field("id", asked->id).field("kind", to_text(asked->kind));
        out.field("text", is_edited ? edited->second->text : asked->text).field("created_at", event.at);
        write_labels(out, is_edited ? edited->second->verdict : asked->verdict);
        out.field("deleted", items.gone.contains(asked->id)).field("edited", is_edited);
        auto const corrected = items.corrected.find(asked->id);
        out.key("corrected_to");
        corrected == items.corrected.end() ? out.null() : out.value(tone::to_text(corrected->second));
        out.end_object();
    }
    out.end_array();
}

void write_replies(Json& out, Items const& items) {
    out.key("replies").array();
    for (auto const& event : items.events) {
        auto const* reply = std::get_if<Replied>(&event.what);
        if (!reply) continue;
        auto const automatic = items.automatic(*reply);
        bool const by_robot = automatic != Automatic::no;
        out.object().field("id", reply->id).field("uid", reply->by).field("text", reply->text);
        out.field("created_at", event.at);
        write_verdict(out, *reply, verdict_of(items.events, *reply));
        out.field("auto", by_robot).key("auto_because");
        by_robot ? out.value(to_text(automatic)) : out.null();
        out.field("misdirected", items.misdirected.contains(reply->id));
        out.field("deleted", items.gone.contains(reply->id));
        write_text_or_null(out, "signed_by", reply->signed_by);
        auto const author = items.authors.find(reply->id);
        if (author == items.authors.end()) {
            out.key("answered_as").null();
        } else {
            write_author(out, "answered_as", author->second);
        }
        out.key("match")
            .object()
            .field("how", to_text(reply->how))
            .field("confidence", confidence(reply->how))
            .end_object();
        out.end_object();
    }
    out.end_array();
}

}  // namespace rw::app

// Comments written by an app (weibo-api 4.4), where the scenario lets it.
#include "core/text.hpp"
#include "weibo-sim/api.hpp"
#include "weibo-sim/calendar.hpp"
#include "weibo-sim/render.hpp"

namespace rw::sim {
namespace {

constexpr std::int64_t longest = 280;  ///< half-width units
constexpr int most_an_hour = 60;
constexpr std::string_view app_source =
    R"(<a href="http://app.weibo.com/t/feed/4ACxed" rel="nofollow">未通过审核应用</a>)";

}  // namespace

/// What forbids the text, whatever it answers.
std::optional<ApiError> Api::unfit(Call const& call, std::string const& text) {
    if (trim(text).empty()) return errors::content_is_null();
    if (half_width_units(text) > longest) return errors::text_too_long();
    auto const& token = *tokens_.find(call.token);
    if (token.writes.in(hour_of(call.now)) >= most_an_hour) return errors::out_of_limit();
    return std::nullopt;
}

Outcome Api::write(Call const& call, Item const& status, Item const* parent) {
    auto const text = call.field("comment");
    if (!text) return errors::missing_parameter("comment");
    if (auto const error = unfit(call, *text)) return *error;
    auto const me = caller(call);
    auto const once = (parent ? parent->id : status.id).text() + "/" + *text;
    if (said_last_[me] == once) return errors::repeated_content();
    Words words;
    words.author = me;
    words.shape = Shape::comment;
    words.text = *text;
    words.post = status.id;
    words.at = call.now;
    words.source = app_source;
    if (parent) {
        words.parent = parent->id;
        auto const* who = world_.people().find(parent->author);
        bool const named = call.field("without_mention") != "1";
        if (who && named) words.text = "回复@" + who->name + ":" + words.text;
    }
    auto const made = world_.say(std::move(words));
    if (!made) return errors::no_such_status();
    said_last_[me] = once;
    tokens_.find(call.token)->writes.add(hour_of(call.now));
    world_.advance(call.now);
    return one_comment(*made);
}

Outcome Api::one_comment(WeiboId id) {
    JsonText json;
    Render render{world_, json, cards_};
    render.comment(*world_.find(id), false);
    return json.text();
}

Outcome Api::comments_create(Call const& call) {
    auto const asked = status_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    return write(call, *std::get<Item const*>(asked), nullptr);
}

/// Where `cid` is good, `id` is not looked at.
Outcome Api::comments_reply(Call const& call) {
    auto const asked = comment_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    auto const* parent = std::get<Item const*>(asked);
    auto const* status = world_.find(parent->post);
    if (!status || status->deleted) return errors::no_such_status();
    return write(call, *status, parent);
}

Outcome Api::comments_destroy(Call const& call) {
    auto const asked = comment_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    auto const* item = std::get<Item const*>(asked);
    if (item->author != caller(call)) return errors::not_your_comment();
    JsonText json;
    Render render{world_, json, cards_};
    render.comment(*item, false);
    [[maybe_unused]] auto const gone = world_.remove(item->id);
    return json.text();
}

}  // namespace rw::sim

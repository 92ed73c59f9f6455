// Feishu's (Lark's) custom robot (delivery 4.3): a card with a coloured head and buttons that are links. It
// is signed in the body, and differently from DingTalk: the text to be signed is the key, the message is
// empty.
#include "core/json.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/labels.hpp"
#include "notify/platform.hpp"

namespace rw::notify {
namespace {

using How = alert::Taken::How;

constexpr std::size_t longest_body = 20 << 10;  // bytes
constexpr std::size_t longest_text = 8'000;     // leaves room for escapes and for the rest of the card
constexpr Span usual_wait = 60s;

constexpr std::array meanings{
    Meaning{0, How::accepted},
    Meaning{9499, How::too_long},
    Meaning{11232, How::rate_limited, usual_wait},
    Meaning{19001, How::misconfigured},
    Meaning{19021, How::misconfigured},
    Meaning{19022, How::misconfigured},
    Meaning{19024, How::misconfigured},
    Meaning{99991400, How::rate_limited, usual_wait},
};

std::string_view colour_of(care::Level level) {
    switch (level) {
        case care::Level::red: return "red";
        case care::Level::orange: return "orange";
        case care::Level::yellow: return "yellow";
        default: return "blue";
    }
}

/// `<at …>` for those whose id is known; names for others.
std::string ats(std::vector<alert::Person> const& people) {
    std::string out;
    for (auto const& person : people) {
        out += out.empty() ? "" : " ";
        out += person.feishu_id.empty() ? "@" + without_tags(person.name)
                                        : "<at id=" + person.feishu_id + "></at>";
    }
    return out;
}

void write_button(Json& out, std::string_view label, std::string const& url, bool first) {
    out.object().field("tag", "button").key("text").object();
    out.field("tag", "plain_text").field("content", label).end_object();
    out.field("type", first ? "primary" : "default").field("url", url).end_object();
}

void write_buttons(Json& out, Bulletin const& bulletin) {
    auto const language = bulletin.language;
    auto const ack = bulletin.incidents.size() == 1 ? ack_link(bulletin, 0) : std::string{};
    auto const& post = bulletin.incidents.front().url;
    bool const shows_post = bulletin.incidents.size() == 1 && !post.empty();
    if (ack.empty() && !shows_post && bulletin.public_url.empty()) return;
    out.object().field("tag", "action").key("actions").array();
    if (!ack.empty()) write_button(out, take_it_on.in(language), ack, true);
    if (shows_post) write_button(out, see_the_post.in(language), post, false);
    if (!bulletin.public_url.empty())
        write_button(out, the_dashboard.in(language), bulletin.public_url, false);
    out.end_array().end_object();
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    auto const shrink = shrink_of(bulletin);
    auto const most = longest_text >> static_cast<unsigned>(shrink);
    auto body = below_headline(words(bulletin, {false, shrink == 0, most}));
    body = with_keyword(platform, without_tags(std::move(body)));
    auto const called = ats(bulletin.mention);
    Json out;
    out.object();
    if (!platform.secret.empty()) {
        auto const seconds = to_millis(bulletin.now) / 1000;
        out.field("timestamp", std::to_string(seconds));
        out.field("sign", feishu_sign(platform.secret.reveal(), seconds));
    }
    out.field("msg_type", "interactive").key("card").object();
    out.key("config").object().field("wide_screen_mode", true).end_object();
    out.key("header").object().key("title").object().field("tag", "plain_text");
    out.field("content", headline(bulletin)).end_object();
    out.field("template", colour_of(worst_of(bulletin))).end_object();
    out.key("elements").array().object().field("tag", "div").key("text").object();
    out.field("tag", "lark_md").field("content", called.empty() ? body : body + "\n" + called);
    out.end_object().end_object();
    write_buttons(out, bulletin);
    out.end_array().end_object().end_object();
    return post_json(platform, out.text());
}

std::optional<Span> reset_of(net::Response const& response) {
    auto const header = net::find_header(response.headers, "x-ogw-ratelimit-reset");
    if (!header || header->empty()) return std::nullopt;
    auto const seconds = std::atoi(std::string{*header}.c_str());
    return seconds > 0 && seconds <= 3600 ? std::optional<Span>{std::chrono::seconds{seconds}} : std::nullopt;
}

}  // namespace

std::string feishu_sign(std::string_view secret, std::int64_t seconds) {
    return base64(hmac_sha256(std::to_string(seconds) + "\n" + std::string{secret}, ""));
}

alert::Taken read_feishu(net::Response const& response, TimePoint now) {
    auto coded = read_code(response, {"code", "msg"}, meanings);
    if (!coded.code) coded = read_code(response, {"StatusCode", "StatusMessage"}, meanings);  // old hooks
    auto& taken = coded.taken;
    // One code for two troubles: only the words tell them apart (delivery 4.3).
    if (coded.code == 9499 && coded.words.find("too many") != std::string::npos)
        taken = {How::rate_limited, taken.detail, usual_wait};
    if (!coded.code && response.status == 429) taken = {How::rate_limited, taken.detail, usual_wait};
    if (taken.how == How::rate_limited) {
        auto const told = reset_of(response);
        taken.wait = told ? told : retry_after(response, now).value_or(usual_wait);
    }
    return taken;
}

Result<Platform> feishu(Platform platform) {
    auto const query = platform.where.target.find('?');
    platform.where.target = platform.where.target.substr(0, query);  // with one, cards are refused
    if (platform.where.target.find("/hook/") == std::string::npos)
        return Failure{Fault::bad_input,
                       "the address of a Feishu robot (https://open.feishu.cn/open-apis/bot/v2/hook/…)"};
    platform.pace.limits = {{4, 1s}, {90, 60s}};  // the platform takes 5 and 100
    platform.pace.shuns_half_hours = 3s;          // when everybody sends, the platform answers 11232
    platform.longest_body = longest_body;
    platform.render = render;
    platform.read = read_feishu;
    return platform;
}

}  // namespace rw::notify

#include "notify/platform.hpp"

#include "core/text.hpp"
#include "notify/channels.hpp"

#include <rapidjson/document.h>

#include <algorithm>

namespace rw::notify {
namespace {

using alert::Taken;
using How = Taken::How;

class PostChannel final : public Channel {
public:
    PostChannel(Platform platform, net::HttpClient& client)
        : platform_{std::move(platform)}, client_{client} {}

    net::Task<Taken> send(Bulletin bulletin) override {
        bulletin.language = platform_.language;
        auto request = platform_.render(platform_, bulletin);
        auto const most = platform_.longest_body;
        if (most != 0 && request.body.size() > most)
            co_return Taken{How::too_long, "longer than " + std::to_string(most) + " bytes"};
        auto const response = co_await client_.send(platform_.where, std::move(request));
        co_return response ? platform_.read(*response, bulletin.now) : taken_of(response.error());
    }
    alert::Persistence persistence() const override { return platform_.persistence; }
    alert::Pace pace() const override { return platform_.pace; }
    Reader reader() const override { return platform_.reader; }
    bool one_at_a_time() const override { return platform_.one_at_a_time; }
    Language language() const override { return platform_.language; }

private:
    Platform platform_;
    net::HttpClient& client_;
};

}  // namespace

std::unique_ptr<Channel> make_channel_of(Platform platform, net::HttpClient& client) {
    return std::make_unique<PostChannel>(std::move(platform), client);
}

net::Request post_json(Platform const& platform, std::string body) {
    net::Request request;
    request.method = "POST";
    request.target = platform.where.target;
    request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    request.headers.emplace_back("User-Agent", "replywatch");
    request.body = std::move(body);
    return request;
}

Coded read_code(net::Response const& response, CodeNames names, std::span<Meaning const> meanings) {
    auto const status = "HTTP " + std::to_string(response.status);
    Coded found;
    found.taken = {How::retry, status};
    if (response.status >= 300 && response.status < 400) return found;
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(response.body.data(), response.body.size());
    bool const is_object = !document.HasParseError() && document.IsObject();
    auto const member = [&](char const* name) -> rapidjson::Value const* {
        if (!is_object || !document.HasMember(name)) return nullptr;
        return &document[name];
    };
    if (auto const* words = member(names.words); words && words->IsString())
        found.words = shorten(to_utf8({words->GetString(), words->GetStringLength()}), 80);
    auto const* code = member(names.code);
    if (!code || !code->IsInt()) {
        found.taken.detail = status + " without " + names.code;
        return found;
    }
    found.code = code->GetInt();
    found.taken.detail = *found.code == 0 ? "ok" : std::to_string(*found.code) + " " + found.words;
    auto const meaning = std::ranges::find(meanings, *found.code, &Meaning::code);
    if (meaning == meanings.end()) return found;
    found.taken.how = meaning->how;
    found.taken.wait = meaning->wait;
    return found;
}

Taken read_status(net::Response const& response, TimePoint now) {
    auto const status = response.status;
    auto const detail = "HTTP " + std::to_string(status);
    auto const wait = retry_after(response, now);
    if (status >= 200 && status < 300) return {How::accepted, detail};
    if (status == 429) return {How::rate_limited, detail, wait};
    if (status == 502 || status == 503 || status == 504) return {How::retry, detail, wait};
    if (status == 410) return {How::misconfigured, detail + ": the receiver is gone for good"};
    if (status >= 300 && status < 400) return {How::misconfigured, detail + ": redirects are not followed"};
    if (status == 408 || status >= 500) return {How::retry, detail, wait};
    if (status == 401 || status == 403 || status == 404) return {How::misconfigured, detail};
    return {How::refused, detail};
}

int shrink_of(Bulletin const& bulletin) {
    int shrink = 0;
    for (auto const& notice : bulletin.notices)
        shrink = std::max(shrink, notice.shrink);
    return std::min(shrink, 4);
}

std::string without_tags(std::string text) {
    std::string out;
    for (char const c : text) {
        if (c == '<') {
            out += "＜";
        } else if (c == '>' && !out.empty() && out.back() != '\n') {  // at a line's begin it is a quotation
            out += "＞";
        } else {
            out += c;
        }
    }
    return out;
}

std::string with_keyword(Platform const& platform, std::string text) {
    if (platform.keyword.empty() || text.find(platform.keyword) != text.npos) return text;
    return std::move(text) + "\n" + platform.keyword;
}

std::string below_headline(std::string const& words) {
    auto const end = words.find('\n');
    return end == words.npos ? std::string{} : words.substr(words.find_first_not_of('\n', end));
}

}  // namespace rw::notify

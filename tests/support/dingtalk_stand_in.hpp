// DingTalk's gateway for group robots, as strict as the real one (delivery 4.1): HTTP 200 whatever happens,
// twenty messages a minute and then ten minutes of nothing, signatures that age, keywords, and a filter for
// what is said.
#pragma once

#include "core/time.hpp"
#include "net/http.hpp"
#include "support/signing.hpp"

#include <rapidjson/document.h>

#include <cstdlib>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::test {

class DingTalkStandIn {
public:
    /// One robot of one group, by its access token.
    struct Robot {
        std::string secret{};     ///< `SEC…`; empty: signatures are not asked for
        std::string keyword{};    ///< a message must contain it; may be empty
        std::string forbidden{};  ///< the content filter refuses what contains it; may be empty
        bool disabled = false;
    };
    struct Message {
        TimePoint at{};
        std::string title;
        std::string text;
        std::vector<std::string> mobiles;
    };
    /// What happens to the requests to come, each once.
    enum class Trouble {
        drops,        ///< shows the message, then hangs up without an answer
        bad_gateway,  ///< HTTP 502 with a page in HTML
        redirects,    ///< HTTP 302
        busy,         ///< errcode -1
    };

    static constexpr std::size_t most_a_minute = 20;
    static constexpr Span punishment = 600s;
    static constexpr std::size_t longest_body = 20'000;

    void add(std::string const& token, Robot robot) { seats_[token].robot = std::move(robot); }
    void order(Trouble trouble) { troubles_.push_back(trouble); }
    /// How far its clock is ahead of ours.
    void skew(Span by) { skew_ = by; }
    /// 130101 with the words that some gateways put before the code.
    void speak_of_waiting() { speaks_of_waiting_ = true; }
    static std::string target(std::string const& token) { return "/robot/send?access_token=" + token; }

    /// What stands in the group now, oldest first.
    std::vector<Message> const& shown(std::string const& token) const { return seats_.at(token).shown; }
    /// Every errcode that was answered, in order; 0 is success. HTTP troubles are not among them.
    std::vector<int> const& codes() const { return codes_; }
    /// Requests that came while the robot was blocked, the one that blocked it not counted.
    int knocks(std::string const& token) const { return seats_.at(token).knocks; }
    std::size_t largest_body() const { return largest_body_; }
    /// Somebody else uses the same robot: a message of theirs, which counts like ours.
    void others_speak(std::string const& token, TimePoint now) {
        [[maybe_unused]] auto const blocked = is_blocked(seats_.at(token), now);
    }

    /// Nothing: the connection ends without an answer.
    std::optional<net::Response> answer(net::Request const& request, TimePoint now) {
        largest_body_ = std::max(largest_body_, request.body.size());
        auto const trouble = next_trouble();
        if (trouble == Trouble::bad_gateway)
            return net::Response{502, {{"Content-Type", "text/html"}}, "<h1>502</h1>"};
        if (trouble == Trouble::redirects)
            return net::Response{302, {{"Location", "https://example.com/"}}, ""};
        auto const code = trouble == Trouble::busy ? -1 : judge(request, now);
        if (trouble == Trouble::drops) return std::nullopt;
        codes_.push_back(code);
        return net::Response{200, {{"Content-Type", "application/json"}}, body_of(code)};
    }

private:
    struct Seat {
        Robot robot{};
        std::deque<TimePoint> counted{};  ///< within the last minute
        TimePoint blocked_until{};
        int knocks = 0;
        std::vector<Message> shown{};
    };
    using Fields = std::map<std::string, std::string>;

    std::optional<Trouble> next_trouble() {
        if (troubles_.empty()) return std::nullopt;
        auto const trouble = troubles_.front();
        troubles_.pop_front();
        return trouble;
    }

    int judge(net::Request const& request, TimePoint now) {
        auto const path = request.target.substr(0, request.target.find('?'));
        if (request.method != "POST" || path != "/robot/send") return 404;
        auto const query = fields_of(request.target);
        auto const seat = seats_.find(query.contains("access_token") ? query.at("access_token") : "");
        if (seat == seats_.end()) return 400101;
        if (seat->second.robot.disabled) return 400102;
        auto const type = net::find_header(request.headers, "Content-Type");
        if (!type || !type->starts_with("application/json")) return 43004;
        if (request.body.size() > longest_body) return 460101;
        if (is_blocked(seat->second, now)) return 130101;
        if (!is_signed(seat->second.robot, query, now)) return 310000;
        return show(seat->second, request.body, now);
    }

    /// Counts one more request. The twenty-first within a minute blocks the robot; what comes meanwhile
    /// changes nothing.
    static bool is_blocked(Seat& seat, TimePoint now) {
        if (now < seat.blocked_until) return ++seat.knocks, true;
        while (!seat.counted.empty() && seat.counted.front() <= now - 60s)
            seat.counted.pop_front();
        if (seat.counted.size() >= most_a_minute) {
            seat.blocked_until = now + punishment;
            seat.counted.clear();
            return true;
        }
        seat.counted.push_back(now);
        return false;
    }

    bool is_signed(Robot const& robot, Fields const& query, TimePoint now) const {
        if (robot.secret.empty()) return true;
        if (!query.contains("timestamp") || !query.contains("sign")) return false;
        auto const& millis = query.at("timestamp");
        auto const distance = now + skew_ - from_millis(std::strtoll(millis.c_str(), nullptr, 10));
        bool const fresh = distance <= 1h && distance >= -1h;
        return fresh && query.at("sign") == hmac_base64(robot.secret, millis + "\n" + robot.secret);
    }

    static int show(Seat& seat, std::string const& body, TimePoint now) {
        rapidjson::Document document;
        document.Parse(body.data(), body.size());
        if (document.HasParseError() || !document.IsObject() || !document.HasMember("msgtype")) return 40035;
        std::string_view const type = document["msgtype"].GetString();
        if (type != "text" && type != "markdown") return 400105;
        if (!document.HasMember(type.data()) || !document[type.data()].IsObject()) return 40035;
        Message message;
        message.at = now;
        auto const& content = document[type.data()];
        message.title = type == "text" ? "" : text_of(content, "title");
        message.text = text_of(content, type == "text" ? "content" : "text");
        if (message.text.empty() || (type == "markdown" && message.title.empty())) return 40035;
        auto const& robot = seat.robot;
        auto const all = message.title + "\n" + message.text;
        if (!robot.keyword.empty() && all.find(robot.keyword) == all.npos) return 310000;
        if (!robot.forbidden.empty() && all.find(robot.forbidden) != all.npos) return 430102;
        message.mobiles = mobiles_of(document, message.text);
        seat.shown.push_back(std::move(message));
        return 0;
    }

    static std::string text_of(rapidjson::Value const& object, char const* name) {
        if (!object.HasMember(name) || !object[name].IsString()) return {};
        return {object[name].GetString(), object[name].GetStringLength()};
    }

    /// Who is really called: those listed whose number stands in the text as well.
    static std::vector<std::string> mobiles_of(rapidjson::Document const& document, std::string const& text) {
        std::vector<std::string> mobiles;
        if (!document.HasMember("at") || !document["at"].HasMember("atMobiles")) return mobiles;
        for (auto const& mobile : document["at"]["atMobiles"].GetArray()) {
            if (text.find("@" + std::string{mobile.GetString()}) != text.npos)
                mobiles.emplace_back(mobile.GetString());
        }
        return mobiles;
    }

    static Fields fields_of(std::string const& target) {
        auto const at = target.find('?');
        if (at == target.npos) return {};
        Fields fields;
        for (auto& [name, value] : net::form_decode(target.substr(at + 1)))
            fields[name] = value;
        return fields;
    }

    std::string body_of(int code) const {
        static std::map<int, std::string> const words{
            {0, "ok"},
            {-1, "系统繁忙"},
            {130101, "send too fast, exceed 20 times per minute"},
            {310000, "keywords not in content, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"},
            {430102, "unsuitable text"},
            {460101, "message too long, exceed 20000 bytes"},
            {400101, "access_token不存在"},
            {400102, "机器人已停用"},
        };
        auto const found = words.find(code);
        auto const text = found == words.end() ? "error" : found->second;
        bool const waits = code == 130101 && speaks_of_waiting_;
        std::string const before =
            waits ? R"("status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"0",)" : "";
        return "{" + before + "\"errcode\":" + std::to_string(code) + ",\"errmsg\":\"" + text + "\"}";
    }

    std::map<std::string, Seat> seats_;
    std::deque<Trouble> troubles_;
    std::vector<int> codes_;
    std::size_t largest_body_ = 0;
    Span skew_{0};
    bool speaks_of_waiting_ = false;
};

}  // namespace rw::test

// A small world for the tests of the simulator: one brand with a staff account, two fans, two tokens.
#pragma once

#include "weibo-sim/api.hpp"
#include "weibo-sim/calendar.hpp"

#include <rapidjson/document.h>

#include <stdexcept>
#include <string>

namespace rw::sim {

inline Uid const brand{1904178193};
inline Uid const staff{1870632073};
inline Uid const li{5100000001};
inline Uid const wang{5100000002};

/// 2026-11-24 10:20:00 in Beijing.
inline TimePoint const noon = from_rfc3339("2026-11-24T02:20:00Z").value();

struct Reply {
    int status = 0;
    std::string text;
    rapidjson::Document json;

    rapidjson::Value const& operator[](char const* key) const { return json[key]; }
    std::vector<std::int64_t> ids(char const* key) const {
        std::vector<std::int64_t> found;
        for (auto const& one : json[key].GetArray())
            found.push_back(one["id"].GetInt64());
        return found;
    }
};

struct Stage {
    explicit Stage(Manners manners = {}) : api{world, tokens, std::move(manners)} {
        world.people().add({brand, "云织家居", Role::brand, brand, 612860, 2, "云织家居官方微博"});
        world.people().add({staff, "云织家居客服", Role::staff, brand});
        world.people().add({li, "小李", Role::fan});
        world.people().add({wang, "老王", Role::fan});
        Token token{"good", brand};
        token.created_at = noon;
        token.expires_at = noon + 24h * 30;
        tokens.add(token);
    }

    WeiboId say(Words words) {
        if (words.at == TimePoint{}) words.at = now;
        auto const made = world.say(std::move(words));
        world.advance(now);
        return made.value();
    }
    WeiboId post(Uid author, std::string text) {
        Words words;
        words.author = author;
        words.text = std::move(text);
        return say(std::move(words));
    }
    WeiboId repost(Uid author, WeiboId of, std::string text) {
        Words words;
        words.author = author;
        words.post = of;
        words.text = std::move(text);
        return say(std::move(words));
    }
    WeiboId comment(Uid author, WeiboId under, std::string text, WeiboId parent = {}) {
        Words words;
        words.author = author;
        words.shape = Shape::comment;
        words.post = under;
        words.parent = parent;
        words.text = std::move(text);
        return say(std::move(words));
    }

    Answer send(net::Request request) { return api.answer(request, now); }
    Reply ask(std::string target, std::string token = "good", std::string method = "GET") {
        net::Request request;
        request.method = std::move(method);
        request.target = std::move(target);
        request.peer = "127.0.0.1";
        if (!token.empty()) request.headers.emplace_back("Authorization", "OAuth2 " + token);
        auto answer = send(std::move(request));
        Reply reply{answer.status, answer.body, {}};
        reply.json.Parse(reply.text.c_str());
        if (reply.json.HasParseError()) throw std::runtime_error{"no JSON: " + reply.text};
        return reply;
    }

    World world{7};
    Tokens tokens{15000};
    Api api;
    TimePoint now = noon;
};

}  // namespace rw::sim

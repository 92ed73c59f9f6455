#include "commands.hpp"

#include "config/load.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "net/http.hpp"
#include "table.hpp"

#include <iostream>

namespace rw::cli {
namespace {

constexpr int good = 0;
constexpr int attention = 1;
constexpr int impossible = 2;

using Value = rapidjson::Value;

std::string text(Value const& object, char const* name) {
    if (!object.IsObject() || !object.HasMember(name)) return {};
    auto const& value = object[name];
    if (value.IsString()) return {value.GetString(), value.GetStringLength()};
    if (value.IsInt64()) return std::to_string(value.GetInt64());
    if (value.IsBool()) return value.GetBool() ? "yes" : "no";
    return {};
}

std::int64_t number(Value const& object, char const* name) {
    return object.IsObject() && object.HasMember(name) && object[name].IsInt64() ? object[name].GetInt64()
                                                                                 : 0;
}

/// The answer when it is one; else says on standard error what went wrong.
std::unique_ptr<Answer> asked(Options const& options, std::string const& method, std::string const& path,
                              std::string const& body = {}) {
    auto answer = ask(options.daemon, method, path, body);
    if (!answer) {
        std::cerr << "replywatch: " << answer.error().doing << "\n"
                  << "  Does replywatchd run there? --url or REPLYWATCH_URL says where it is.\n";
        return nullptr;
    }
    if ((*answer)->status / 100 == 2) return *std::move(answer);
    auto const detail = text((*answer)->document, "detail");
    std::cerr << "replywatch: " << (detail.empty() ? "HTTP " + std::to_string((*answer)->status) : detail)
              << "\n";
    if ((*answer)->status == 401) std::cerr << "  REPLYWATCH_TOKEN or --token-file gives the token.\n";
    return nullptr;
}

/// `?a=1&b=2` of what is not empty.
std::string query(std::vector<std::pair<std::string, std::string>> fields) {
    std::erase_if(fields, [](auto const& field) { return field.second.empty(); });
    return fields.empty() ? "" : "?" + net::form_encode(fields);
}

std::string wait_in_words(std::int64_t seconds) {
    return in_words(std::chrono::seconds{seconds});
}

std::string left_in_words(Value const& talk) {
    auto const due = from_rfc3339(text(talk, "due_at"));
    auto const since = from_rfc3339(text(talk, "waiting_since"));
    if (!due || !since) return "";
    auto const left = *due - *since - std::chrono::seconds{number(talk, "waited_s")};
    return left < Span{0} ? "超 " + in_words(-left) : "剩 " + in_words(left);
}

std::string chinese_level(std::string const& level) {
    if (level == "red") return "红";
    if (level == "orange") return "橙";
    if (level == "yellow") return "黄";
    return level == "blue" ? "蓝" : "·";
}

Value const& items(Answer const& answer) {
    return answer.document["items"];
}

int changed(Options const& options, std::string const& path, std::string const& body,
            std::string const& said) {
    auto const answer = asked(options, "POST", path, body);
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : said) << "\n";
    return good;
}

std::string conversation_path(Options const& options, std::string const& what) {
    return "/api/v1/conversations/" + net::percent_encode(options.id) + what;
}

void print_accounts(Answer const& accounts) {
    Table table{{"账号", "列表", "数据延迟", "说明"}};
    for (auto const& account : items(accounts).GetArray()) {
        for (auto const& list : account["lists"].GetArray()) {
            auto const lag = list["lag_s"].IsNull() ? "—" : wait_in_words(number(list, "lag_s"));
            table.add(
                {text(account, "account"), text(list, "list"), lag,
                 text(list, "blind") == "yes" ? "看不见了 " + text(list, "trouble") : text(list, "trouble")});
        }
    }
    table.print(std::cout, terminal_width());
}

void print_conversation(Value const& talk) {
    std::cout << "【" << chinese_level(text(talk, "level")) << "】" << text(talk, "class") << "  @"
              << text(talk["fan"], "name") << "  " << text(talk, "state") << "  已等 "
              << wait_in_words(number(talk, "waited_s")) << "  " << left_in_words(talk) << "\n"
              << text(talk, "url") << "\n\n";
    for (auto const& line : talk["timeline"].GetArray()) {
        auto const at = from_rfc3339(text(line, "at"));
        std::cout << (at ? beijing_clock(*at) : "") << "  " << text(line, "what") << "  "
                  << text(line, "actor") << "  " << text(line, "text") << "\n";
    }
}

}  // namespace

int status(Options const& options) {
    auto const accounts = asked(options, "GET", "/api/v1/accounts");
    if (!accounts) return impossible;
    auto const open = asked(options, "GET", "/api/v1/incidents?state=open&limit=200");
    if (!open) return impossible;
    int grave = 0;
    for (auto const& incident : items(*open).GetArray()) {
        auto const level = text(incident, "level");
        grave += level == "orange" || level == "red" ? 1 : 0;
    }
    if (options.json) {
        Json out;
        out.object().key("accounts").raw(accounts->body).key("incidents").raw(open->body).end_object();
        std::cout << out.text() << "\n";
    } else {
        print_accounts(*accounts);
        std::cout << "\n未处理的提醒 " << items(*open).Size() << " 条，其中橙色和红色 " << grave << " 条\n";
    }
    return grave > 0 ? attention : good;
}

int queue(Options const& options) {
    auto const path =
        "/api/v1/conversations" + query({{"state", options.state.empty() ? "waiting" : options.state},
                                         {"account", options.account},
                                         {"level", options.level},
                                         {"class", options.class_name},
                                         {"limit", std::to_string(options.limit)}});
    auto const answer = asked(options, "GET", path);
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    Table table{{"", "编号", "账号", "类别", "粉丝", "已等", "期限", "催", "认领", "原话"}};
    for (auto const& talk : items(*answer).GetArray()) {
        table.add({chinese_level(text(talk, "level")), text(talk, "id"), text(talk, "account"),
                   text(talk, "class"), "@" + text(talk["fan"], "name"),
                   wait_in_words(number(talk, "waited_s")), left_in_words(talk), text(talk, "prods"),
                   text(talk, "claimed_by"), text(talk, "text")});
    }
    if (table.empty()) {
        std::cout << "没有等待回复的粉丝\n";
        return good;
    }
    table.print(std::cout, terminal_width());
    if (!answer->document["next_cursor"].IsNull()) std::cout << "（还有更多：--limit 200，或看看板）\n";
    return good;
}

int show(Options const& options) {
    auto const answer = asked(options, "GET", conversation_path(options, ""));
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
    } else {
        print_conversation(answer->document);
    }
    return good;
}

int incidents(Options const& options) {
    auto const answer = asked(options, "GET",
                              "/api/v1/incidents" + query({{"state", options.state},
                                                           {"level", options.level},
                                                           {"account", options.account},
                                                           {"limit", std::to_string(options.limit)}}));
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    Table table{{"编号", "状态", "开始", "认领人", "标题"}};
    for (auto const& incident : items(*answer).GetArray()) {
        auto const at = from_rfc3339(text(incident, "opened_at"));
        table.add({text(incident, "id"), text(incident, "state"), at ? beijing_clock(*at) : "",
                   text(incident, "acked_by"), text(incident, "title")});
    }
    if (table.empty()) {
        std::cout << "没有提醒\n";
    } else {
        table.print(std::cout, terminal_width());
    }
    return good;
}

int claim(Options const& options) {
    return changed(options, conversation_path(options, "/claim"), "{}", "已认领 " + options.id);
}
int release(Options const& options) {
    return changed(options, conversation_path(options, "/release"), "{}", "已放回 " + options.id);
}
int close(Options const& options) {
    Json body;
    body.object().field("outcome", options.outcome).end_object();
    return changed(options, conversation_path(options, "/close"), body.text(), "已关闭 " + options.id);
}
int acknowledge(Options const& options) {
    return changed(options, "/api/v1/incidents/" + net::percent_encode(options.id) + "/ack", "{}",
                   "已确认 " + options.id);
}

int check_config(std::string const& file, bool json) {
    auto const loaded = config::load(file);
    if (json) {
        Json out;
        out.object().field("good", loaded.config.has_value()).key("complaints").array();
        for (auto const& complaint : loaded.complaints) {
            out.object().field("file", complaint.file).field("line", complaint.line);
            out.field("column", complaint.column).field("text", complaint.text).end_object();
        }
        out.end_array().end_object();
        std::cout << out.text() << "\n";
    } else {
        for (auto const& warning : loaded.warnings)
            std::cerr << warning << " (warning)\n";
        for (auto const& complaint : loaded.complaints)
            std::cerr << complaint << "\n";
        if (loaded.config) std::cout << file << ": good\n";
    }
    return loaded.config ? good : attention;
}

}  // namespace rw::cli

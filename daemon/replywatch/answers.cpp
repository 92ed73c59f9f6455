#include "answers.hpp"

#include "core/time.hpp"

#include <iostream>

namespace rw::cli {

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

std::unique_ptr<Answer> reached(Options const& options, std::string const& method, std::string const& path,
                                std::string const& body) {
    auto answer = ask(options.daemon, method, path, body);
    if (answer) return *std::move(answer);
    std::cerr << "replywatch: " << answer.error().doing << "\n"
              << "  Does replywatchd run there? --url or REPLYWATCH_URL says where it is.\n";
    return nullptr;
}

std::string refusal(Answer const& answer) {
    if (answer.status / 100 == 2) return {};
    auto const detail = text(answer.document, "detail");
    return detail.empty() ? "HTTP " + std::to_string(answer.status) : detail;
}

std::unique_ptr<Answer> asked(Options const& options, std::string const& method, std::string const& path,
                              std::string const& body) {
    auto answer = reached(options, method, path, body);
    if (!answer) return nullptr;
    auto const why = refusal(*answer);
    if (why.empty()) return answer;
    std::cerr << "replywatch: " << why << "\n";
    if (answer->status == 401) std::cerr << "  REPLYWATCH_TOKEN or --token-file gives the token.\n";
    return nullptr;
}

double real(Value const& object, char const* name) {
    bool const there = object.IsObject() && object.HasMember(name) && object[name].IsNumber();
    return there ? object[name].GetDouble() : 0;
}

bool is_null(Value const& object, char const* name) {
    return !object.IsObject() || !object.HasMember(name) || object[name].IsNull();
}

Value const& items(Answer const& answer) {
    return answer.document["items"];
}

std::string wait_in_words(std::int64_t seconds) {
    return in_words(std::chrono::seconds{seconds});
}

}  // namespace rw::cli

// The stored form of the nouns. Field numbers are never reused; what a newer version added is skipped.
#pragma once

#include "alert/incident.hpp"
#include "alert/notice.hpp"
#include "care/conversation.hpp"
#include "core/utterance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rw::store {

std::string pack(Utterance const& said);
std::string pack(care::Conversation const& conversation);
std::string pack(alert::Incident const& incident);
std::string pack(alert::Notice const& notice);

/// Nothing when the bytes are broken.
std::optional<Utterance> unpack_utterance(std::string_view bytes);
std::optional<care::Conversation> unpack_conversation(ConversationId const& id, std::string_view bytes);
std::optional<alert::Incident> unpack_incident(IncidentId const& id, std::string_view bytes);
std::optional<alert::Notice> unpack_notice(NoticeId const& id, std::string_view bytes);

/// A record as it lies in Redis: four bytes of version (which scripts compare), four of CRC-32, then the
/// bytes. A flipped byte in an append-only file loads silently (redis.md 4): the checksum notices.
std::string seal(std::uint32_t version, std::string_view bytes);
std::string version_bytes(std::uint32_t version);  ///< as scripts compare it; empty for version 0
struct Sealed {
    std::uint32_t version = 0;
    std::string_view bytes;
};
std::optional<Sealed> unseal(std::string_view stored);

}  // namespace rw::store

package main

import (
	"encoding/json"
	"fmt"
	"strings"

	yaml "gopkg.in/yaml.v2"
)

// parse reads YAML the way helm does, through JSON: keys are text and every number is a float64.
func parse(text []byte) (interface{}, error) {
	var read interface{}
	if err := yaml.Unmarshal(text, &read); err != nil {
		return nil, err
	}
	bytes, err := json.Marshal(textKeys(read))
	if err != nil {
		return nil, err
	}
	var value interface{}
	err = json.Unmarshal(bytes, &value)
	return value, err
}

func parseMap(text []byte) (map[string]interface{}, error) {
	value, err := parse(text)
	if err != nil || value == nil {
		return map[string]interface{}{}, err
	}
	result, ok := value.(map[string]interface{})
	if !ok {
		return nil, fmt.Errorf("a mapping is expected, not %T", value)
	}
	return result, nil
}

// toYaml prints through JSON too, so that whole numbers look whole; keys are sorted, lists are not indented.
func toYaml(value interface{}) string {
	bytes, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	var read interface{}
	if err := yaml.Unmarshal(bytes, &read); err != nil {
		return ""
	}
	text, err := yaml.Marshal(read)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(text), "\n")
}

func textKeys(value interface{}) interface{} {
	switch v := value.(type) {
	case map[interface{}]interface{}:
		result := make(map[string]interface{}, len(v))
		for key, item := range v {
			result[fmt.Sprint(key)] = textKeys(item)
		}
		return result
	case []interface{}:
		for i := range v {
			v[i] = textKeys(v[i])
		}
	}
	return value
}
